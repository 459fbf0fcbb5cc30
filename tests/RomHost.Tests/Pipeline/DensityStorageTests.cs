using Rom.Forecasting.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>Experiments whose runs are stored in half precision.</summary>
public sealed class DensityStorageTests : IDisposable
{
    private const string Half = "density.storage=float16";

    private static readonly string[] Moving =
    [
        "density.plugin=flux", "density.fields=[rho, px, py]", "reduction.channel_modes=4", "reduction.transform=sqrt",
        "simulator.has_velocities=true", "simulator.spread=0.5", "simulator.noise=0.2", "test.replicas=0",
        "models=[{name: M, plugin: factor, factor: 0.9}]",
    ];

    private readonly List<SmallExperiment> experiments = [];

    public void Dispose() => experiments.ForEach(experiment => experiment.Dispose());

    [Theory]
    [InlineData("reduction.shift_align=none")]
    [InlineData("reduction.shift_align=mean", "reduction.shift_forecast=hold")]
    public void Scores_AreNearThoseOfSinglePrecision(params string[] reduction)
    {
        var (single, half) = (Made([.. Moving, .. reduction]), Made([.. Moving, .. reduction, Half]));
        float[] exact = Momentum(single), rounded = Momentum(half);
        Assert.NotEqual(exact, rounded);
        Assert.Equal(Array.ConvertAll(exact, value => (float)(System.Half)value), rounded);
        for (int run = 0; run < 2; run++)
        {
            var (expected, found) = (Scores(single, run), Scores(half, run));
            Assert.All(
                (Score[])[Score.R2, Score.R2Pod, Score.R2Latent],
                score => Assert.Equal(expected[score], found[score], 5e-3 * (1 + Math.Abs(expected[score]))));
        }
        float[] Momentum(SmallExperiment experiment)
        {
            var values = new float[7 * 12];
            DensityFile.ReadInto(
                experiment.Folder.Run(Split.Test, 0).Density, "px", experiment.Components.Grid, 1, values,
                TestContext.Current.CancellationToken);
            return values;
        }
    }

    [Fact]
    public void ASecondStart_KeepsEverything_AndAnotherStorageMakesRunsAgain()
    {
        var experiment = Made([.. Moving, Half]);
        string[] runs = [.. new[] { Split.Train, Split.Test }.Select(split => experiment.Folder.Run(split, 1).Density)];
        DateTime[] written = Array.ConvertAll(runs, File.GetLastWriteTimeUtc);
        Run(experiment);
        Assert.DoesNotContain("made again", experiment.Said, StringComparison.Ordinal);
        Assert.Equal(written, Array.ConvertAll(runs, File.GetLastWriteTimeUtc));
        long[] sizes = Array.ConvertAll(runs, run => new FileInfo(run).Length);
        experiment.Configure(Moving);
        Run(experiment);
        Assert.Contains("stale: density.storage float16 → (none)", experiment.Said, StringComparison.Ordinal);
        Assert.All(
            runs.Zip(sizes), run => Assert.InRange(new FileInfo(run.First).Length, run.Second + 1, long.MaxValue));
        experiment.Configure([.. Moving, Half]);
        Run(experiment);
        Assert.Contains("stale: density.storage (none) → float16", experiment.Said, StringComparison.Ordinal);
        Assert.Equal(sizes, Array.ConvertAll(runs, run => new FileInfo(run).Length));
    }

    [Fact]
    public void Replicas_BeginAsTheRunIsStored_AndOneThatDoesNotIsRefused()
    {
        // A third is no half, in no cell.
        string[] changes = ["density.weight=0.333333333333", "test.replicas=3", "simulator.noise=0.2"];
        var (single, half) = (Of(changes), Of([.. changes, Half]));
        var moved = Of([.. changes, Half, "simulator.moves_the_start=true"]);
        foreach (var experiment in (SmallExperiment[])[single, half, moved])
        {
            new GenerateEnsemble(Split.Train).Run(experiment.Context());
            new GenerateEnsemble(Split.Test).Run(experiment.Context());
            new SimulateReplicas().Run(experiment.Context());
        }
        ReplicaTable Table(SmallExperiment experiment) =>
            ReplicaTable.Read(experiment.Folder.Run(Split.Test, 0).Replicas);
        double[] expected = Table(single).LabSquaredErrors, found = Table(half).LabSquaredErrors;
        Assert.Equal(0, found[0], 1e-5);
        for (int t = 1; t < expected.Length; t++) Assert.Equal(expected[t], found[t], 5e-3 * expected[t]);
        Assert.False(File.Exists(moved.Folder.Run(Split.Test, 0).Replicas));
        Assert.Contains("expected the initial state of the run", moved.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void TheRecordsOfSinglePrecision_DoNotNameIt()
    {
        var experiment = Of([.. Moving, "density.storage=float32"]);
        var context = experiment.Context();
        var artifact = GenerateEnsemble.ArtifactOf(context, Split.Train, context.Experiment.TrainRuns[0]);
        Assert.DoesNotContain("density.storage", artifact.Inputs.Keys);
        Assert.Contains("density.fields", artifact.Inputs.Keys);
    }

    [Fact]
    public void AFieldBeyondTheRange_IsNamedWithItsRunAndTheRemedy()
    {
        var experiment = Of([.. Moving, Half, "simulator.speed=100000"]);
        string message = Assert.Throws<InvalidDataException>(
            () => new GenerateEnsemble(Split.Train).Run(experiment.Context())).Message;
        Assert.Matches(
            @"train.run_00\d.density\.npz: expected values of px from −65504 to 65504, the range of half precision, "
            + @"found \S+ at frame \d+, row \d, column \d; set density\.storage: float32$", message);
        Assert.False(File.Exists(experiment.Folder.Run(Split.Train, 0).Metadata));
    }

    private static ForecastScores Scores(SmallExperiment experiment, int run) => EvaluationFacts.FromJson(
        ArtifactRecord.Read(experiment.Folder.Run(Split.Test, run).Evaluation("M"))!.Facts).Scores;

    private SmallExperiment Of(params string[] changes)
    {
        var experiment = new SmallExperiment(changes);
        experiments.Add(experiment);
        return experiment;
    }

    private SmallExperiment Made(params string[] changes)
    {
        var experiment = Of(changes);
        Run(experiment);
        return experiment;
    }

    private static void Run(SmallExperiment experiment) => new StageRunner(experiment).TrainAndEvaluate();
}
