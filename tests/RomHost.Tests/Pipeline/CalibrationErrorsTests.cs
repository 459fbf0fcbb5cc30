using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Statistics;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Evaluation.Ensembles;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>Ensembles that are dressed with the errors of forecasts of calibration runs.</summary>
public sealed class CalibrationErrorsTests : IDisposable
{
    private const int Runs = 10, Start = 2, Dimension = 5; // three modes, two coordinates of the shift's rate
    private const string Reason = "its task was killed: see logs/job.log";

    private static readonly string[] Uncalibrated =
    [
        "simulator.noise=0.2", "test.replicas=0", "reduction.shift_align=mean", "reduction.shift_forecast=rate",
        "evaluation.ensemble={members: 10, stride: 1}",
        "models=[{name: HOLD, plugin: hold}, {name: M, plugin: mvar, lag: 2}]",
    ];

    private static readonly string[] Calibrated = [.. Uncalibrated, $"evaluation.calibration.runs={Runs}"];

    private readonly List<SmallExperiment> experiments = [];

    public void Dispose() => experiments.ForEach(experiment => experiment.Dispose());

    [Fact]
    public void Errors_AreThoseOfEachCalibrationRun_AfterTheSameStartAsTests()
    {
        var experiment = Made(Calibrated);
        var facts = FactsOf(experiment, "HOLD");
        Assert.Equal(
            ("calibration", Runs, 0), (facts.TextAt("of"), facts.NumberAt("runs"), facts.NumberAt("left_out")));
        var context = experiment.Context();
        var paths = PathsOf(experiment, "HOLD");
        Assert.Equal(Enumerable.Range(0, Runs), paths.Runs);
        for (int run = 0; run < Runs; run++)
        {
            double[] states = StatesOf(context, run);
            for (int i = 0; i < states.Length - Start * Dimension; i++)
            {
                double held = states[(Start - 1) * Dimension + i % Dimension];
                Assert.Equal(
                    (float)(states[Start * Dimension + i] - held), paths.At(run, i / Dimension)[i % Dimension]);
            }
        }
    }

    [Fact]
    public void TestsOfRanks_KnowThatAllTestRunsDrawFromTheSameErrors()
    {
        string[] more = ["test.initial_conditions=[{family: anywhere, samples: 50}]", "simulator.spread=0.5"];
        foreach (bool isDressed in new[] { true, false })
        {
            string kind = isDressed ? "dressing" : "innovations";
            var experiment = Made([.. Calibrated, .. more, $"evaluation.ensemble.kind={kind}"]);
            var method = EnsembleSkill.Of(experiment.Context(), null)!["methods"]!.AsArray()
                .First(one => one.TextAt("name") == "M");
            Assert.Equal(isDressed ? Runs : null, (int?)method.NumberAt("dressing_runs"));
            var lead = method.At("quantities")!.AsArray().First(one => one.TextAt("quantity") == Quantity.Place)
                .At("leads")!.AsArray()[0];
            long[] ranks = [.. lead.At("ranks")!.AsArray().Select(count => (long)count!)];
            Assert.Equal(50, ranks.Sum());
            Assert.Equal(
                ChiSquared.UniformPValue(ranks, isDressed ? 1 + 50.0 / Runs : 1), lead.NumberAt("ranks_p_value")!.Value,
                1e-12);
        }
    }

    /// <summary>
    /// As many members as runs, so that each has the errors of all the others: two of ten errors are the smallest and
    /// the largest of all, and outside of the range of the others. With their own error none would be.
    /// </summary>
    [Fact]
    public void OfTheCalibrationRuns_TwoLieOutsideOfTheMembers_InEachCoordinateAndFrame()
    {
        var experiment = Made(Calibrated);
        foreach (string model in new[] { "HOLD", "M" })
        {
            IntervalExcess[] excesses =
            [
                .. Enumerable.Range(0, Runs).Select(run => CalibrationFile.Read(
                    experiment.Folder.CalibrationRun(run).Calibration(model), Quantity.Latent,
                    TestContext.Current.CancellationToken)!),
            ];
            int values = excesses[0].Most.Length;
            Assert.Equal(3 * 5, values); // three modes at five frames
            Assert.All(
                Enumerable.Range(0, values), at => Assert.Equal(2, excesses.Count(excess => excess.Most[at] > 0)));
        }
    }

    /// <summary>
    /// In cells too, since members have what the modes leave out of the run whose errors they have: without it the
    /// densities of three modes are smoother than any run.
    /// </summary>
    [Theory]
    [InlineData("raw")]
    [InlineData("sqrt")]
    public void OfTheCalibrationRuns_TwoLieOutsideOfTheMembers_InEachCellThatIsNotEmpty(string transform)
    {
        var experiment = Made(
        [
            .. Calibrated, $"reduction.transform={transform}", "evaluation.clamp=none", "evaluation.mass=none",
            "evaluation.ensemble={members: 10, stride: 1, grid: 64}",
        ]);
        var grid = experiment.Components.Grid;
        IntervalExcess[] excesses =
        [
            .. Enumerable.Range(0, Runs).Select(run => CalibrationFile.Read(
                experiment.Folder.CalibrationRun(run).Calibration("M"), Quantity.Density,
                TestContext.Current.CancellationToken)!),
        ];
        Assert.Equal(grid.CellCount * 5, excesses[0].Most.Length);
        int[] outside =
            [.. Enumerable.Range(0, excesses[0].Most.Length).Select(at => excesses.Count(one => one.Most[at] > 0))];
        Assert.All(outside, count => Assert.InRange(count, 0, 2));
        Assert.True(outside.Count(count => count == 2) > 0.5 * outside.Length);
    }

    [Fact]
    public void MembersOfACalibrationRun_HaveTheErrorsOfTheOthers_AndThoseOfATestRunOfAll()
    {
        var experiment = Made(Calibrated);
        var context = experiment.Context();
        using var ensembles = new ModelEnsembles(
            context, new EvaluationInputs(context, Start), ModelRuntimes.ThisProcess);
        using var trained = TrainedModel.LoadAll(context, ModelRuntimes.ThisProcess);
        var model = trained.Single(one => one.Name == "M");
        var paths = PathsOf(experiment, "M");
        double[] window = StatesOf(context, 3)[..(Start * Dimension)];
        var forecast = new double[Dimension];
        model.Model!.Forecast(window, 1, forecast);
        foreach (int? own in new int?[] { 3, null })
        {
            var (source, kind, _) = ensembles.Of(model, own);
            Assert.Equal(EnsembleKind.Dressing, kind);
            var members = new double[Runs * Dimension];
            source.Forecast(window, 1, Runs, seed: 1, members);
            int[] runs =
            [
                .. members.Chunk(Dimension).Select(member => Enumerable.Range(0, Runs).Single(run =>
                    forecast.Zip(paths.At(run, 0).ToArray(), (state, error) => state + error).SequenceEqual(member))),
            ];
            Assert.Equal(Enumerable.Range(0, Runs).Where(run => run != own), runs.Distinct().Order());
        }
    }

    /// <summary>Errors of training runs begin after the lag of their model, whatever other models need.</summary>
    [Fact]
    public void WhatTheModesLeaveOut_BeginsWhereTheErrorsOfTheForecastDo()
    {
        var experiment = Made(Uncalibrated);
        var context = experiment.Context();
        using var ensembles = new ModelEnsembles(
            context, new EvaluationInputs(context, Start), ModelRuntimes.ThisProcess);
        using var trained = TrainedModel.LoadAll(context, ModelRuntimes.ThisProcess);
        var made = ensembles.Of(trained.Single(one => one.Name == "HOLD"));
        var paths = PathsOf(experiment, "HOLD");
        var window = new double[Dimension];
        var runs = ((DressedEnsemble)made.Source).RunsOf(window, paths.Count, seed: 1);
        var projections = made.ProjectionErrors(window, paths.Count, 1);
        var reducer = ExperimentReduction.Load(context).Reducer();
        Assert.Equal(paths.Runs.Order(), runs.Order());
        for (int m = 0; m < runs.Count; m++)
        {
            var run = reducer.ReduceAlone(context.ReadDensity(context.Folder.Run(Split.Train, runs[m])));
            Assert.Equal(1, run.FrameCount - paths.StepsOf(runs[m])); // its lag; that of M is 2
            var expected = reducer.ProjectionErrorOf(run, 1, new short[experiment.Components.Grid.CellCount]);
            Assert.Equal(expected.Step, projections[m].At(0).Step);
            Assert.Equal(expected.Values.Span, projections[m].At(0).Values.Span);
        }
    }

    /// <summary>Members that are none of a run's forecast have what the modes leave out of any of them.</summary>
    [Fact]
    public void AnotherNumberOfCalibrationRuns_CalibratesAnew_AlsoWithInnovations()
    {
        string[] innovations = [.. Calibrated, "evaluation.ensemble={members: 10, kind: innovations}"];
        var experiment = Made(innovations);
        DateTime Written() => File.GetLastWriteTimeUtc(experiment.Folder.CalibrationRun(0).CalibrationRecord("M"));
        var first = Written();
        Configure(experiment, innovations);
        Assert.Equal(first, Written());
        Configure(experiment, [.. innovations, $"evaluation.calibration.runs={Runs + 2}"]);
        Assert.NotEqual(first, Written());
    }

    [Fact]
    public void TheSourceOfErrors_FollowsTheConfiguration()
    {
        var experiment = Made(Uncalibrated);
        Assert.Equal("training", FactsOf(experiment, "M").TextAt("of"));
        Configure(experiment, Calibrated);
        Assert.Equal("calibration", FactsOf(experiment, "M").TextAt("of"));
        var written = File.GetLastWriteTimeUtc(experiment.Folder.ForecastErrors("M"));
        Configure(experiment, [.. Calibrated, "evaluation.ensemble={members: 8, stride: 1}"]);
        Assert.Equal(written, File.GetLastWriteTimeUtc(experiment.Folder.ForecastErrors("M")));
        Configure(experiment, [.. Calibrated, "evaluation.forecast_start=3"]);
        Assert.NotEqual(written, File.GetLastWriteTimeUtc(experiment.Folder.ForecastErrors("M")));
        Configure(experiment, Uncalibrated);
        Assert.Equal("training", FactsOf(experiment, "M").TextAt("of"));
        Configure(experiment, [.. Calibrated, "evaluation.ensemble={members: 10, kind: innovations}"]);
        Assert.False(File.Exists(experiment.Folder.ForecastErrors("M")));
        Assert.False(File.Exists(experiment.Folder.ErrorsRecord("M")));
    }

    [Theory]
    [InlineData("auto", 0)]
    [InlineData("dressing", Runs)]
    public void ModelsWithMembersOfTheirOwn_AreDressedWhereTheConfigurationSaysSo(string kind, int errors)
    {
        var experiment = Made(
        [
            .. Calibrated, "models=[{name: S, plugin: spread}]",
            $"evaluation.ensemble={{members: 4, stride: 2, kind: {kind}}}",
        ]);
        Assert.Equal(errors, FactsOf(experiment, "S").NumberAt("runs"));
        Assert.Equal(errors > 0, File.Exists(experiment.Folder.ForecastErrors("S")));
        Assert.Equal(
            errors > 0 ? "dressing" : "model", EnsembleTable.Read(experiment.Context(), "S")[0]!.Source);
    }

    [Fact]
    public void Ensembles_HaveTheSameBytes_ForAnyNumberOfThreads_AlsoOfBaggedModels()
    {
        string[] changes = [.. Calibrated, "evaluation.ensemble={members: 10, stride: 1, bags: 3}"];
        SmallExperiment one = Made(changes, threads: 1), four = Made(changes, threads: 4);
        Assert.Equal("bagged dressing", EnsembleTable.Read(one.Context(), "M")[1]!.Source);
        foreach (var file in new Func<SmallExperiment, string>[]
        {
            made => made.Folder.EnsembleScores, made => made.Folder.ForecastErrors("M"),
            made => made.Folder.CalibrationRun(9).Calibration("M"),
        })
        {
            Assert.Equal(File.ReadAllBytes(file(one)), File.ReadAllBytes(file(four)));
        }
    }

    [Fact]
    public void OneOfTenForecastsThatFails_IsLeftOutWithAWarning_TwoAreTooMany()
    {
        var experiment = Made(Calibrated);
        var context = experiment.Context();
        double[] largest =
            [.. Enumerable.Range(0, Runs).Select(run => StatesOf(context, run)[Dimension]).OrderDescending()];
        int highest = Enumerable.Range(0, Runs).MaxBy(run => StatesOf(context, run)[Dimension]);

        var facts = Measure(experiment, new Failing(largest[1], "overflow"));
        Assert.Equal((Runs - 1.0, 1.0), (facts.NumberAt("runs"), facts.NumberAt("left_out")));
        Assert.Equal(Enumerable.Range(0, Runs).Where(run => run != highest), PathsOf(experiment, "HOLD").Runs);
        Assert.Contains(
            "HOLD: forecasts of 1 of 10 calibration runs have no errors", experiment.Said, StringComparison.Ordinal);

        foreach (var (kind, reason) in new[] { ("overflow", "it overflows"), ("throw", "no forecast today") })
        {
            facts = Measure(experiment, new Failing(largest[2], kind));
            Assert.Contains(
                "expected at most 10", facts.TextAt("message"), StringComparison.Ordinal);
            Assert.Contains(
                "of 10 calibration runs whose forecast fails, found 2, of which run", facts.TextAt("message"),
                StringComparison.Ordinal);
            Assert.Contains(reason, facts.TextAt("message"), StringComparison.Ordinal);
            Assert.False(File.Exists(experiment.Folder.ForecastErrors("HOLD")));
        }
    }

    [Fact]
    public void AModelWhoseForecastsAllFail_HasNoEnsemble_AndSaysWhy()
    {
        var experiment = Made([.. Calibrated, "models.HOLD.overflows=true"]);
        var facts = EnsembleTable.Read(experiment.Context(), "HOLD")[0]!;
        Assert.Equal(ModelStatus.Failed, facts.Status);
        Assert.Contains(
            "of 10 calibration runs whose forecast fails, found 10, of which run 0: it overflows", facts.Message,
            StringComparison.Ordinal);
        Assert.Equal(ModelStatus.Ok, EnsembleTable.Read(experiment.Context(), "M")[0]!.Status);
        Assert.All(
            new EvaluateModels(ModelRuntimes.ThisProcess).Items(experiment.Context()),
            item => Assert.Null(experiment.Context().Store.Look(item.Artifact).Reason));
    }

    [Fact]
    public void AnExperimentInParts_HasTheFilesOfOneInOneProcess_AndThePlanKnowsThem()
    {
        var whole = new SmallExperiment(Calibrated);
        var parts = new SmallExperiment(Calibrated);
        experiments.AddRange([whole, parts]);
        var runner = new StageRunner(parts);
        var plan = runner.Plan();
        string record = parts.Folder.ErrorsRecord("M");
        Assert.Equal(
            StageNames.Evaluation,
            Assert.Single(plan, stage => stage.ToMake.Any(one => one.Item.Artifact.RecordPath == record)).Stage);
        new StageRunner(whole).Run(threads: 4);
        foreach (string stage in new[]
        {
            StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset, StageNames.Training,
            StageNames.TestData,
        })
        {
            runner.RunOnly(stage);
        }
        Assert.False(File.Exists(record));
        runner.RunOnly(StageNames.Evaluation, [1]);
        var written = File.GetLastWriteTimeUtc(record);
        runner.RunOnly(StageNames.Evaluation, [0]);
        runner.Gather();
        Assert.Equal(written, File.GetLastWriteTimeUtc(record));
        Assert.All(runner.Plan(), stage => Assert.Empty(stage.ToMake));
        foreach (var file in new Func<SmallExperiment, string>[]
        {
            one => one.Folder.EnsembleScores, one => one.Folder.ForecastErrors("M"),
            one => one.Folder.CalibrationRun(9).Calibration("HOLD"),
        })
        {
            Assert.Equal(File.ReadAllBytes(file(whole)), File.ReadAllBytes(file(parts)));
        }

        File.Delete(parts.Folder.ForecastErrors("M"));
        Assert.Equal(
            [record], runner.Plan().SelectMany(stage => stage.ToMake).Select(one => one.Item.Artifact.RecordPath));
        runner.RunOnly(StageNames.Evaluation, [0]);
        Assert.Equal(
            File.ReadAllBytes(whole.Folder.ForecastErrors("M")), File.ReadAllBytes(parts.Folder.ForecastErrors("M")));
    }

    [Fact]
    public void ErrorsThatWereToBeMeasuredByATaskThatWasKilled_AreAFailureOfTheModel()
    {
        var experiment = new SmallExperiment(Calibrated);
        experiments.Add(experiment);
        var runner = new StageRunner(experiment);
        runner.Run();
        File.Delete(experiment.Folder.ErrorsRecord("M"));
        foreach (var run in experiment.Experiment.TestRuns)
            File.Delete(experiment.Folder.Run(Split.Test, run.Index).Ensemble("M"));
        for (int index = 0; index < Runs; index++)
            File.Delete(experiment.Folder.CalibrationRun(index).CalibrationRecord("M"));
        runner.Runner.Gather(runner.Context(), (stage, _) => stage == StageNames.Evaluation ? Reason : null);
        Assert.Equal(Reason, FactsOf(experiment, "M").TextAt("message"));
        Assert.Equal(Reason, EnsembleTable.Read(experiment.Context(), "M")[0]!.Message);
        Assert.Equal(ModelStatus.Ok, EnsembleTable.Read(experiment.Context(), "HOLD")[0]!.Status);
        runner.Run();
        Assert.Equal(ModelStatus.Ok, EnsembleTable.Read(experiment.Context(), "M")[0]!.Status);
    }

    [Theory]
    [InlineData(400, 1662 * 22, 400)]
    [InlineData(200, 1 << 20, 64)]
    [InlineData(40, 1 << 30, 2)]
    [InlineData(1, 1 << 30, 1)]
    public void MoreRunsThanFitIntoMemory_AreThinnedEvenly(int count, int values, int kept)
    {
        int[] runs = CalibrationStates.Kept(count, values);
        Assert.Equal(kept, runs.Length);
        Assert.Equal(0, runs[0]);
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.InRange(
            pair.Second - pair.First, count / kept, count / kept + 1));
        Assert.InRange(runs[^1], count - count / kept - 1, count - 1);
    }

    private static JsonObject Measure(SmallExperiment experiment, IRomModel model)
    {
        var context = experiment.Context();
        var plan = context.ModelNamed("HOLD");
        File.Delete(experiment.Folder.ErrorsRecord("HOLD"));
        new MeasureCalibrationErrors(context, new EvaluationInputs(context, Start)).Run(
            [new TrainedModel(plan, ModelStatus.Ok, null, 0, model)]);
        return FactsOf(experiment, "HOLD");
    }

    private static JsonObject FactsOf(SmallExperiment experiment, string model) =>
        ArtifactRecord.Read(experiment.Folder.ErrorsRecord(model))!.Facts;

    private static ErrorPaths PathsOf(SmallExperiment experiment, string model) =>
        ErrorPaths.Read(experiment.Folder.ForecastErrors(model), Dimension);

    private static double[] StatesOf(ExperimentContext context, int run) =>
        ExperimentReduction.Load(context).Reducer()
            .Reduce(context.ReadFields(context.Folder.CalibrationRun(run))).StatesOf(null).ToArray();

    private SmallExperiment Made(string[] changes, int threads = 2)
    {
        var experiment = new SmallExperiment(changes);
        experiments.Add(experiment);
        new StageRunner(experiment).TrainAndEvaluate(threads);
        return experiment;
    }

    private static void Configure(SmallExperiment experiment, string[] changes)
    {
        experiment.Configure(changes);
        new StageRunner(experiment).TrainAndEvaluate();
    }

    /// <summary>Holds the last state; fails where its first coordinate is above a threshold.</summary>
    private sealed class Failing(double above, string how) : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => Dimension;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "", "", new Dictionary<string, long>());

        public void Save(string directory) => throw new NotSupportedException();

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            for (int k = 0; k < steps; k++) window.CopyTo(forecast[(k * Dimension)..]);
            if (window[0] <= above) return;
            if (how == "throw") throw new InvalidOperationException("no forecast today");
            forecast[^1] = double.PositiveInfinity;
        }
    }
}
