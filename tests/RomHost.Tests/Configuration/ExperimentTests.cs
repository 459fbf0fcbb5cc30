using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

public class ExperimentTests
{
    [Fact]
    public void TheExampleOfTheDesign_Binds()
    {
        Experiment gas = Sample.Bind(Sample.Text("gas.yaml"));
        Assert.Equal("gas", gas.Name);
        var simulator = Assert.IsType<FakeSimulatorOptions>(gas.SimulatorOptions);
        Assert.Equal((300, 25.0, 0.04), (simulator.Particles, simulator.Domain.Lx, simulator.Dt));
        Assert.Equal(["MVAR", "LSTM"], gas.Models.Select(model => model.Name));
        Assert.Equal(1e-4, Assert.IsType<FakeMvarOptions>(gas.Models[0].Options).RidgeAlpha);
        Assert.Equal(
            new ReductionOptions
            {
                Subsample = 3,
                ShiftAlign = ShiftReference.Mean,
                Transform = DensityTransform.Sqrt,
                Modes = 19,
            },
            gas.Options.Reduction);
        Assert.Equal(new BenchmarkOptions { Steps = 100, Trials = 50, Warmups = 5 }, gas.Options.Benchmark);
        Assert.Equal(MassCorrection.Scale, gas.Options.Evaluation.Mass);
        Assert.Equal(3, gas.Options.Density.Every);
    }

    [Fact]
    public void Lists_MultiplyOutInTheOrderOfTheFile()
    {
        IReadOnlyList<PlannedRun> runs = Sample.Bind(Sample.Text("gas.yaml")).TrainRuns;
        Assert.Equal((3 * 2 * 4) + 2, runs.Count);
        Assert.Equal(Enumerable.Range(0, runs.Count), runs.Select(run => run.Index));
        Assert.Equal("ring_radius2_width0.4_s1", runs[0].Label);
        Assert.Equal("ring_radius2_width0.4_s4", runs[3].Label);
        Assert.Equal("ring_radius2_width0.8_s1", runs[4].Label);
        Assert.Equal("ring_radius3.5_width0.4_s1", runs[8].Label);
        Assert.Equal("uniform_s2", runs[^1].Label);
        Assert.Equal(new FakeRing { Radius = 5, Width = 0.8 }, runs[23].InitialCondition);
        Assert.Equal([("radius", 5.0), ("width", 0.8)], runs[23].Parameters.Select(p => (p.Key, (double)p.Value!)));
    }

    [Fact]
    public void TheOrderOfKeys_DecidesWhichListVariesFastest()
    {
        string text = Sample.With("radius: [2, 3]", "width: [0.1, 0.2]\n      radius: [2, 3]");
        Assert.Equal(
            [
                "ring_width0.1_radius2_s1", "ring_width0.1_radius3_s1",
                "ring_width0.2_radius2_s1", "ring_width0.2_radius3_s1",
            ],
            Sample.Bind(text).TrainRuns.Select(run => run.Label));
    }

    [Fact]
    public void RepeatedEntries_GetLabelsOfTheirOwn()
    {
        string text = Sample.With("radius: [2, 3]", "radius: [2, 2.0]\n    - {family: ring, radius: 2}");
        Assert.Equal(
            ["ring_radius2_s1", "ring_radius2_s2", "ring_radius2_s3"],
            Sample.Bind(text).TrainRuns.Select(run => run.Label));
    }

    [Fact]
    public void ParametersThatAreNotGiven_AreRecordedButNotInTheLabel()
    {
        PlannedRun run = Sample.Bind(Sample.Block).TrainRuns[0];
        Assert.Equal("ring_radius2_s1", run.Label);
        Assert.Equal(0.5, run.Parameters["width"]);
    }

    [Fact]
    public void AModelThatIsNotEnabled_IsBoundButTakesNoPart()
    {
        Experiment experiment = Sample.Bind(Sample.Block + "\n  - {name: B, plugin: lstm, enabled: false}");
        Assert.Equal(["A"], experiment.Models.Select(model => model.Name));
        Assert.Equal(2, experiment.Options.Models.Count);
    }

    [Fact]
    public void AliasedMappings_AreBoundLikeWrittenOnes()
    {
        string text = Sample.With("- family: uniform", "- &start {family: ring, radius: 4}\n    - *start");
        Assert.Equal(["ring_radius4_s1", "ring_radius4_s2"], Sample.Bind(text).TestRuns.Select(run => run.Label));
    }

    [Fact]
    public void EveryKindOfOption_IsBound()
    {
        string text = Sample.Block + "\n" +
            """
              - name: K
                plugin: sink
                count: -7
                big: 9000000000
                natural: 18446744073709551615
                single: 1.5
                flag: true
                text: 007
                maybe_text: ~
                maybe_count: 4
                sizes: [3, 4]
                weights: {z: 1, a: 2.5}
                grids: [{nx: 2}, {ny: 3}]
                extra: {bandwidth: 1}
                must: "yes"
            """;
        var bound = Assert.IsType<FakeKitchenSinkOptions>(Sample.Bind(text).Models[1].Options);
        Assert.Equal((-7, 9000000000, ulong.MaxValue), (bound.Count, bound.Big, bound.Natural));
        Assert.Equal((1.5f, true), (bound.Single, bound.Flag));
        Assert.Equal(("007", null, 4, "yes"), (bound.Text, bound.MaybeText, bound.MaybeCount, bound.Must));
        Assert.Equal([3, 4], bound.Sizes);
        Assert.Equal([("z", 1.0), ("a", 2.5)], bound.Weights.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([2, 64], bound.Grids.Select(grid => grid.Nx));
        Assert.Equal(new FakeDensityOptions { Bandwidth = 1 }, bound.Extra);
    }

    [Fact]
    public void RulesOnLists_AndRulesWithTheirOwnMessage_ArePointedTo()
    {
        string text = Sample.Block + "\n  - {name: K, plugin: sink, must: x, " +
            "sizes: [1, 11], text: abcdef, small: A, grids: [{nx: 0}]}";
        Assert.Equal(
            [
                "f.yaml:22:49: models[1].sizes[1]: expected a value from 0 to 10, found 11",
                "f.yaml:22:60: models[1].text: expected at most 5 items or characters, found more",
                "f.yaml:22:75: models[1].small: only small letters here",
                "f.yaml:22:91: models[1].grids[0].nx: expected a value from 1 to 100000, found 0",
            ],
            Sample.Errors(text));
    }
}
