using System.Text.Json.Nodes;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Files;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Ensembles;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Evaluation.Ensembles;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Tests.Pipeline.Plugins;
using RomHost.Validation;

namespace RomHost.Tests.Pipeline;

/// <summary><c>evaluation.ensemble</c>: forecasts that are distributions, and their scores.</summary>
public sealed class EnsembleTests : IDisposable
{
    private const string Models =
        "models=[{name: HOLD, plugin: hold}, {name: M, plugin: mvar, lag: 2}, "
        + "{name: MEAN, plugin: mean, members: [HOLD, M]}]";

    private static readonly string[] Aligned =
    [
        "simulator.noise=0.2", "test.replicas=0", "reduction.shift_align=mean", "reduction.shift_forecast=rate", Models,
    ];

    private readonly List<SmallExperiment> experiments = [];

    public void Dispose() => experiments.ForEach(experiment => experiment.Dispose());

    [Fact]
    public void EachModel_HasScoresOfEachQuantity_BesideThoseOfTrainingStates()
    {
        var experiment = Made([.. Aligned, "evaluation.ensemble.members=7", "evaluation.ensemble.stride=2"]);
        foreach (string model in new[] { "HOLD", "M", "MEAN" })
        {
            var facts = Facts(experiment, 1, model);
            Assert.Equal((ModelStatus.Ok, null, 7, 0), (facts.Status, facts.Message, facts.Members, facts.Diverged));
            Assert.Equal(Quantity.All, facts.Quantities.Select(one => one.Name));
            Assert.All(facts.Quantities, one => Assert.True(double.IsFinite(one.Whole[EnsembleScore.Crps])));
            // Every other of the forecast frames, from the first on: 7 frames less the window of 2.
            Assert.All(facts.Quantities, one => Assert.Equal(3, one.Whole.Frames));
        }
        Assert.Equal("dressing", Facts(experiment, 0, "M").Source);
        Assert.Equal("climatology", Facts(experiment, 0, null).Source);
        string[] lines = File.ReadAllLines(experiment.Folder.EnsembleScores);
        Assert.StartsWith("test_id,label,family,model,source,quantity,to,frames,members,diverged,crps,", lines[0]);
        Assert.Contains(lines, line => line.Contains(",M,dressing,place,", StringComparison.Ordinal));
        var compared = EnsembleSkill.Compare(experiment.Context())!;
        Assert.Equal(Quantity.LabDensity, compared.Quantity);
        Assert.Equal("crps", ForecastSkill.Of(experiment.Context(), compared)!["judged_by"].TextAt());
        Assert.Equal("r2_reconstructed", ForecastSkill.Of(experiment.Context(), null)!["judged_by"].TextAt());
        var summary = EnsembleSkill.Of(experiment.Context(), compared)!;
        Assert.Contains(
            summary["comparisons"]!.AsArray(),
            one => (one.TextAt("a"), one.TextAt("b"), one.TextAt("kind_of_b")) == ("M", "climatology", "reference"));
        Assert.Equal(
            ["HOLD", "M", "MEAN", "climatology"],
            summary["methods"]!.AsArray().Select(method => method.TextAt("name")));
        var rows = EnsembleSummary.Of(new JsonObject { ["ensembles"] = summary.DeepClone() }).ToList();
        Assert.Equal(16, rows.Count);
        Assert.All(rows.Where(row => row.Method == "climatology"), row => Assert.Equal(0, row.Skill));
        Assert.All(rows, row => Assert.InRange(row.Coverage!.Value, 0, 1));
    }

    // Replicas are kept at frames 1, 3 and 5; forecasts begin at frame 2, after a window of two.
    [Fact]
    public void Replicas_AreAnEnsembleThatModelsAreComparedWith()
    {
        string[] few = [.. Aligned, "test.replicas=3"];
        var experiment = Made([.. few, "evaluation.ensemble={members: 5, stride: 2}"]);
        new SimulateReplicas().Run(experiment.Context());
        new StageRunner(experiment).TrainAndEvaluate();
        var context = experiment.Context();
        var ceilings = EnsembleTable.ReadCeiling(context);
        var facts = ceilings[1]!;
        Assert.Equal((ModelStatus.Ok, null, "replicas", 3), (facts.Status, facts.Message, facts.Source, facts.Members));
        Assert.Equal(
            [Quantity.Density, Quantity.LabDensity, Quantity.Place], facts.Quantities.Select(one => one.Name));
        Assert.All(facts.Quantities, one => Assert.Equal(2, one.Whole.Frames));

        var folder = experiment.Folder.Run(Split.Test, 1);
        var (truth, cells) = (context.ReadDensity(folder), context.Components.Grid.CellCount);
        var replicas = ReplicaMembers.Read(folder.ReplicaMembers, cells, TestContext.Current.CancellationToken);
        double crps = new[] { 3, 5 }.Average(frame => Enumerable.Range(0, cells).Average(cell =>
            new SortedEnsemble([.. Enumerable.Range(0, 3).Select(k =>
                (double)replicas.LabDensityOf((frame - 1) / 2, k)[cell])]).FairCrps(truth.Frame(frame)[cell])));
        Assert.Equal(crps, facts.Of(Quantity.LabDensity)!.Whole[EnsembleScore.Crps], 1e-12);

        var summary = EnsembleSkill.Of(context, EnsembleSkill.Compare(context))!;
        var rows = EnsembleSummary.Of(new JsonObject { ["ensembles"] = summary.DeepClone() }).ToList();
        double Mean(IReadOnlyList<EnsembleFacts?> runs) =>
            runs.Average(run => run!.Of(Quantity.LabDensity)!.Whole[EnsembleScore.Crps]);
        Assert.Equal(
            Mean(EnsembleTable.Read(context, "M")) / Mean(ceilings),
            rows.Single(row => (row.Method, row.Quantity) == ("M", Quantity.LabDensity)).OverCeiling!.Value, 1e-12);
        Assert.All(rows.Where(row => row.Method == "ceiling"), row => Assert.Equal(1, row.OverCeiling));
        Assert.Contains(
            File.ReadAllLines(experiment.Folder.EnsembleScores),
            line => line.Contains(",,replicas,density_lab,", StringComparison.Ordinal));

        Configure(experiment, few);
        Assert.False(File.Exists(folder.CeilingEnsemble));
    }

    [Fact]
    public void TheErrorsOfHeldOutRuns_AreKept_AndMadeOnce_AndGoWhereNothingNeedsThem()
    {
        var experiment = Made([.. Aligned, "evaluation.ensemble.members=7"]);
        string file = experiment.Folder.ForecastErrors("M");
        var written = File.GetLastWriteTimeUtc(file);
        var paths = ErrorPaths.Read(file, 5); // three modes of the density, two coordinates of the rate
        Assert.Equal(paths.Count, ArtifactRecord.Read(experiment.Folder.ErrorsRecord("M"))!.Facts.NumberAt("runs"));
        Configure(experiment, [.. Aligned, "evaluation.ensemble.members=8"]);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.Equal(8, Facts(experiment, 0, "M").Members);
        Configure(experiment, [.. Aligned, "evaluation.ensemble={members: 8, kind: innovations}"]);
        Assert.Equal("innovations", Facts(experiment, 0, "M").Source);
        Assert.False(File.Exists(file));
        Assert.False(File.Exists(experiment.Folder.ErrorsRecord("M")));
    }

    [Fact]
    public void OneTrainingRun_HasNoErrorsOfForecasts_WhichIsSaidWithTheRemedy()
    {
        var experiment = Made(
        [
            .. Aligned, "evaluation.ensemble.members=7", "train.initial_conditions=[{family: anywhere, samples: 1}]",
            "models=[{name: M, plugin: mvar, lag: 2}]",
        ]);
        var facts = Facts(experiment, 0, "M");
        Assert.Equal(ModelStatus.Failed, facts.Status);
        Assert.Contains("or choose evaluation.ensemble.kind: innovations", facts.Message, StringComparison.Ordinal);
        Assert.Contains(
            "M: the errors of its forecasts could not be measured", experiment.Said, StringComparison.Ordinal);
        var context = experiment.Context();
        Assert.All(
            new TrainModels(ModelRuntimes.ThisProcess).Items(context),
            item => Assert.Null(context.Store.Look(item.Artifact).Reason));
    }

    [Fact]
    public void WithoutShiftForecast_TheLabFrameIsNotScored()
    {
        var experiment = Made("simulator.noise=0.2", "test.replicas=0", Models, "evaluation.ensemble={members: 5}");
        Assert.Equal(
            [Quantity.Density, Quantity.Latent], Facts(experiment, 0, "M").Quantities.Select(one => one.Name));
    }

    [Fact]
    public void Results_KeepTheirBytes_ForAnyNumberOfThreads()
    {
        string[] Files(int threads)
        {
            var experiment = new SmallExperiment([
                .. Aligned, "evaluation.ensemble={members: 5, kind: dressing, stride: 1}",
                "train.initial_conditions=[{family: anywhere, samples: 6}]"]);
            experiments.Add(experiment);
            new StageRunner(experiment).TrainAndEvaluate(threads);
            return
            [
                File.ReadAllText(experiment.Folder.EnsembleScores),
                .. new[] { "HOLD", "M", null }.Select(model => Facts(experiment, 1, model).ToJson().ToJsonString()),
                EnsembleSkill.Of(experiment.Context(), null)!.ToJsonString(),
                Convert.ToBase64String(
                    File.ReadAllBytes(experiment.Folder.Run(Split.Test, 1).ShownEnsemble("M"))),
            ];
        }
        string[] one = Files(1);
        Assert.Equal(one, Files(4));
        Assert.Contains("dressing", one[0], StringComparison.Ordinal);
    }

    /// <summary>What the report shows is what was scored.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WhatTheReportShows_HasTheWidthAndCoverageOfTheScores(int stride)
    {
        var experiment = Made([.. Aligned, $"evaluation.ensemble={{members: 9, stride: {stride}, grid: 8}}"]);
        foreach (string model in new[] { "HOLD", "M" })
        {
            var folder = experiment.Folder.Run(Split.Test, 1);
            var shown = ShownEnsembleFile.Read(folder.ShownEnsemble(model));
            var place = Facts(experiment, 1, model).Of(Quantity.Place)!.Whole;
            double[] times = DensityFile.ReadStored(folder.Density, 1).Times[2..];
            Assert.Equal(times.Where((_, k) => k % stride == 0), shown.Times);
            EnsembleFan x = Fan(shown, EnsembleFan.DisplacementX), y = Fan(shown, EnsembleFan.DisplacementY);
            Assert.Equal(place[EnsembleScore.Width90], (Width(x) + Width(y)) / 2, 1e-9);
            Assert.Equal(place[EnsembleScore.Coverage90], (Coverage(x) + Coverage(y)) / 2, 1e-9);
            Assert.All(shown.Fans, fan => Assert.False(fan.IsCalibrated));
            Assert.All(shown.Fans.SelectMany(Rows), row =>
            {
                Assert.True(row[4] <= row[2] && row[2] <= row[1]);
                Assert.True(row[1] <= row[3] && row[3] <= row[5]);
            });
            Assert.InRange(shown.Cells.Count, 1, 3);
            Assert.Equal(MostVarying(folder.Density, stride), CellAt(shown.Maps, shown.Cells[0]));
            Assert.Equal(shown.Times[^1], shown.Maps.Times[^1]);
            Assert.All(shown.Maps.Probability, share => Assert.InRange(share, 0, 1));
            Assert.All(Enumerable.Range(0, shown.Cells.Count), cell => Assert.Equal(
                Rows(Fan(shown, $"{EnsembleFan.Cell}{cell}"))[^1][0],
                shown.Maps.Truth[^(shown.Maps.Rows * shown.Maps.Columns)..][CellAt(shown.Maps, shown.Cells[cell])],
                1e-6));
            Assert.Equal(4, shown.Members!.Members);
            Assert.Equal(shown.Times, shown.Members.Times);
        }

        int CellAt(EnsembleMaps maps, (double X, double Y) cell)
        {
            var domain = experiment.Components.Grid.Domain;
            int row = (int)(cell.Y / domain.Ly * maps.Rows), column = (int)(cell.X / domain.Lx * maps.Columns);
            return row * maps.Columns + column;
        }

        // The grid is no finer than what is scored.
        static int MostVarying(string path, int stride)
        {
            var truth = DensityFile.ReadStored(path, 1);
            int cells = truth.Nx * truth.Ny;
            float[][] frames = [.. truth.Values.Chunk(cells).Skip(2).Where((_, k) => k % stride == 0)];
            return Enumerable.Range(0, cells).MaxBy(cell =>
            {
                double mean = frames.Average(frame => (double)frame[cell]);
                return frames.Sum(frame => Math.Pow(frame[cell] - mean, 2));
            });
        }

        EnsembleFan Fan(ShownEnsemble shown, string name) => shown.Fans.Single(fan => fan.Name == name);
        double[][] Rows(EnsembleFan fan) => [.. fan.Values.Chunk(EnsembleFan.Columns.Count)];
        double Width(EnsembleFan fan) => Rows(fan).Average(row => row[5] - row[4]);
        double Coverage(EnsembleFan fan) => Rows(fan).Average(row => row[4] <= row[0] && row[0] <= row[5] ? 1 : 0);
    }

    /// <summary>The mass of a member is that of its model's densities, wherever it lies.</summary>
    [Fact]
    public void Members_AreDensitiesInTheLabFrame_ThatTheirShiftAligns()
    {
        var experiment = Made([
            .. Aligned, "evaluation.ensemble={members: 5, stride: 1, grid: 64}", "evaluation.mass=simplex"]);
        var folder = experiment.Folder.Run(Split.Test, 0);
        var truth = DensityFile.ReadStored(folder.Density, 1);
        var members = ShownEnsembleFile.Read(folder.ShownEnsemble("HOLD")).Members!;
        Assert.Equal((truth.Ny, truth.Nx), (members.Ny, members.Nx));
        int cells = truth.Ny * truth.Nx;
        double mass = truth.Values[..cells].Sum(value => (double)value);
        foreach (float[] frame in members.Densities.Chunk(cells))
            Assert.Equal(1, frame.Sum(value => (double)value) / mass, 1e-4);
    }

    [Fact]
    public void Forecasts_HaveTheShiftsThatAlignThem_AndThoseOfTheTruth()
    {
        var experiment = Made([.. Aligned, "reduction.shift_forecast=hold"]);
        var forecast = DensityFile.ReadStored(experiment.Folder.Run(Split.Test, 1).Prediction("HOLD"), 1);
        var shifts = forecast.Shifts!;
        int start = forecast.ForecastStart!.Value;
        Assert.Equal(shifts.Truth.Take(start), shifts.Forecast.Take(start));
        Assert.All(shifts.Forecast.Skip(start), shift => Assert.Equal(shifts.Truth[start - 1], shift));
        // A state that is held has the same shape in each frame.
        float[] last = new float[forecast.Ny * forecast.Nx], first = new float[last.Length];
        var frames = forecast.Values.Chunk(last.Length).ToArray();
        shifts.Forecast[^1].Roll<float>(frames[^1], forecast.Nx, last);
        shifts.Forecast[start].Roll<float>(frames[start], forecast.Nx, first);
        Assert.Equal(first, last);
        experiment = Made("simulator.noise=0.2", "test.replicas=0");
        Assert.Null(DensityFile.ReadStored(experiment.Folder.Run(Split.Test, 1).Prediction("HOLD"), 1).Shifts);
    }

    [Fact]
    public void WithoutSavedForecasts_MembersAreNotSavedEither_AndOfTheFirstFourRunsOnly()
    {
        var experiment = Made([
            .. Aligned, "evaluation.ensemble.members=5", "evaluation.save_forecasts=false",
            "test.initial_conditions=[{family: anywhere, samples: 5}]"]);
        Assert.Equal(
            [true, true, true, true, false],
            Enumerable.Range(0, 5)
                .Select(run => File.Exists(experiment.Folder.Run(Split.Test, run).ShownEnsemble("M"))));
        Assert.Null(ShownEnsembleFile.Read(experiment.Folder.Run(Split.Test, 0).ShownEnsemble("M")).Members);
    }

    [Theory]
    [InlineData("innovations")]
    [InlineData("dressing")]
    public void Bags_SpreadMembersOverModelsOfSamples_WithTheSameBytesForAnyNumberOfThreads(string kind)
    {
        string[] Facts(int threads, int bags)
        {
            var experiment = new SmallExperiment([
                .. Aligned, $"evaluation.ensemble={{members: 6, kind: {kind}, stride: 2, bags: {bags}}}",
                "train.initial_conditions=[{family: anywhere, samples: 6}]"]);
            experiments.Add(experiment);
            new StageRunner(experiment).TrainAndEvaluate(threads);
            return
            [
                .. Enumerable.Range(0, 2)
                    .Select(run => EnsembleTests.Facts(experiment, run, "M").ToJson().ToJsonString()),
            ];
        }
        string[] bagged = Facts(threads: 1, bags: 3);
        Assert.Equal(bagged, Facts(threads: 4, bags: 3));
        Assert.NotEqual(bagged, Facts(threads: 2, bags: 0));
        Assert.All(bagged, facts => Assert.Contains($"\"bagged {kind}\"", facts, StringComparison.Ordinal));
        Assert.Contains(
            "M: trained on 3 samples of the training runs in", experiments[0].Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Ensembles_RepeatNoEvaluation_AndGoWhenTheyAreOff()
    {
        var experiment = Made(Aligned);
        string evaluation = experiment.Folder.Run(Split.Test, 0).Evaluation("M"),
            ensemble = experiment.Folder.Run(Split.Test, 0).Ensemble("M");
        var written = File.GetLastWriteTimeUtc(evaluation);
        Assert.False(File.Exists(ensemble));
        Assert.Null(EnsembleSkill.Of(experiment.Context(), null));

        Configure(experiment, [.. Aligned, "evaluation.ensemble.members=4"]);
        Assert.Equal(4, Facts(experiment, 0, "M").Members);
        var first = File.GetLastWriteTimeUtc(ensemble);
        Configure(experiment, [.. Aligned, "evaluation.ensemble.members=4"]);
        Assert.Equal(first, File.GetLastWriteTimeUtc(ensemble));
        Configure(experiment, [.. Aligned, "evaluation.ensemble.members=5"]);
        Assert.Equal(5, Facts(experiment, 0, "M").Members);
        Configure(experiment, Aligned);

        Assert.Equal(written, File.GetLastWriteTimeUtc(evaluation));
        Assert.False(File.Exists(ensemble));
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 0).ShownEnsemble("M")));
        Assert.False(File.Exists(experiment.Folder.EnsembleScores));
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 0).ClimatologyEnsemble));
    }

    [Fact]
    public void AModelsOwnMembers_AreScoredWithoutFewThatDiverge_AndNotWithoutMany()
    {
        var experiment = Made([
            "simulator.noise=0.2", "test.replicas=0", "evaluation.ensemble.members=20",
            "models=[{name: ALL, plugin: spread}, {name: FEW, plugin: spread, diverging: 2}, "
            + "{name: MANY, plugin: spread, diverging: 3}]"]);
        EnsembleFacts all = Facts(experiment, 0, "ALL"), few = Facts(experiment, 0, "FEW"),
            many = Facts(experiment, 0, "MANY");
        Assert.Equal(("model", 0), (all.Source, all.Diverged));
        Assert.Equal((ModelStatus.Ok, 20, 2), (few.Status, few.Members, few.Diverged));
        Assert.NotEqual(all.Quantities[0].Whole[EnsembleScore.Crps], few.Quantities[0].Whole[EnsembleScore.Crps]);
        Assert.All(few.Quantities, one => Assert.True(double.IsFinite(one.Whole[EnsembleScore.Crps])));
        Assert.Equal((ModelStatus.Overflow, 3), (many.Status, many.Diverged));
        Assert.Contains("found 3 of 20", many.Message, StringComparison.Ordinal);
        Assert.Empty(many.Quantities);
        Assert.Contains("FEW: 4 members of 2 ensembles diverged", experiment.Said, StringComparison.Ordinal);
        Assert.Contains("MANY: 2 of 2 ensembles have no scores", experiment.Said, StringComparison.Ordinal);
    }

    // A transform may overflow where the state does not.
    [Fact]
    public void MembersWhoseDensityOverflows_Diverge()
    {
        var experiment = Made([
            "simulator.noise=0.2", "test.replicas=0", "evaluation.ensemble={members: 10, kind: innovations}",
            "reduction.transform=log",
            "models=[{name: F, plugin: factor, factor: 2, explodes_after: 0, explosion: 1e9}]"]);
        var facts = Facts(experiment, 0, "F");
        Assert.Equal((ModelStatus.Overflow, 10), (facts.Status, facts.Diverged));
    }

    [Fact]
    public void AModelThatForecastsNoMembers_HasNoEnsembleOfItsOwn()
    {
        var experiment = Made([.. Aligned, "evaluation.ensemble.kind=model"]);
        var facts = Facts(experiment, 0, "M");
        Assert.Equal(ModelStatus.Failed, facts.Status);
        Assert.Contains(
            "expected a model that forecasts members itself, found one that does not; choose "
            + "evaluation.ensemble.kind: auto", facts.Message, StringComparison.Ordinal);
        Assert.Empty(facts.Quantities);
        Assert.Contains("M: 2 of 2 ensembles have no scores", experiment.Said, StringComparison.Ordinal);
        var methods = EnsembleSkill.Of(experiment.Context(), null)!["methods"]!.AsArray();
        Assert.Equal("failed", methods.First(method => method.TextAt("name") == "M").TextAt("status"));
    }

    [Fact]
    public void CalibrationRuns_GiveCoverageBesideTheRawOne_WithTheSameBytesForAnyNumberOfThreads()
    {
        string[] changes =
            [.. Aligned, "evaluation.ensemble={members: 5, stride: 2}", "evaluation.calibration.runs=10"];
        string[] Files(int threads)
        {
            var experiment = new SmallExperiment(changes);
            experiments.Add(experiment);
            new StageRunner(experiment).TrainAndEvaluate(threads);
            return
            [
                File.ReadAllText(experiment.Folder.EnsembleScores),
                .. new[] { "HOLD", "M" }.Select(model => experiment.Folder.CalibrationRun(9).Calibration(model))
                    .Select(path => Convert.ToHexString(File.ReadAllBytes(path))),
            ];
        }
        Assert.Equal(Files(1), Files(4));

        var made = experiments[0];
        var facts = Facts(made, 0, "M");
        Assert.All(facts.Quantities, one =>
        {
            Assert.InRange(one.Whole[EnsembleScore.CalibratedCoverage90], 0, 1);
            Assert.InRange(one.Whole[EnsembleScore.CalibratedPathCoverage90], 0, 1);
            Assert.True(one.Whole[EnsembleScore.CalibratedWidth90] > 0);
        });
        // Runs of their own: neither a test run again, nor each other.
        byte[][] densities =
        [
            .. Enumerable.Range(0, 10).Select(index => File.ReadAllBytes(made.Folder.CalibrationRun(index).Density)),
            .. made.Experiment.TestRuns
                .Select(run => File.ReadAllBytes(made.Folder.Run(Split.Test, run.Index).Density)),
        ];
        Assert.Equal(12, densities.Select(Convert.ToHexString).Distinct().Count());

        var written = File.GetLastWriteTimeUtc(made.Folder.CalibrationRun(9).Density);
        Configure(made, changes);
        Assert.Equal(written, File.GetLastWriteTimeUtc(made.Folder.CalibrationRun(9).Density));
        Configure(made, [.. Aligned, "evaluation.ensemble={members: 5, stride: 2}"]);
        Assert.False(File.Exists(made.Folder.CalibrationRun(9).Density));
        Assert.True(double.IsNaN(Facts(made, 0, "M").Quantities[0].Whole[EnsembleScore.CalibratedCoverage90]));
    }

    [Theory]
    [InlineData("evaluation.calibration.runs=40", "expected none without ensembles, whose intervals are calibrated")]
    [InlineData("evaluation={ensemble: {}, calibration: {runs: 8}}", "expected at least 9 runs, found 8")]
    public void ACalibrationThatIsImpossible_IsRefused(string change, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ConfigurationException>(() => new SmallExperiment([.. Aligned, change])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ACalibrationBySimulatorsThatRepeatARun_IsRefused()
    {
        using var repeating = new SmallExperiment("evaluation={ensemble: {}, calibration: {runs: 10}}");
        Assert.Contains(
            "makes no further runs of the same initial conditions",
            Assert.Throws<ConfigurationException>(() =>
                new ExperimentValidator(_ => StageTestPlugins.Services).Validate(repeating.Experiment)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "evaluation.ensemble.members=1", "evaluation.ensemble.members: expected a value from 2 to 10000, found 1")]
    [InlineData("evaluation.ensemble.kind=bagging", "found 'bagging'")]
    [InlineData("evaluation.ensemble.bags=1", "expected 0, or 2 at least, found 1")]
    [InlineData(
        "evaluation.ensemble={members: 4, bags: 5}", "expected at most one for each of 4 members, found 5")]
    [InlineData("evaluation.ensemble.stride=0", "evaluation.ensemble.stride: expected")]
    [InlineData("evaluation.ensemble.grid=0", "evaluation.ensemble.grid: expected")]
    [InlineData("evaluation.ensemble.block=0", "evaluation.ensemble.block: expected")]
    [InlineData("evaluation.ensemble=[50]", "evaluation.ensemble: expected a mapping")]
    public void WhatIsImpossible_IsRefusedWithPlaceAndRemedy(string change, string message)
    {
        string refusal = Assert.Throws<ConfigurationException>(() =>
        {
            using var experiment = new SmallExperiment([.. Aligned, change]);
            new ExperimentValidator(_ => StageTestPlugins.Services).Validate(experiment.Experiment);
        }).Message;
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    private static EnsembleFacts Facts(SmallExperiment experiment, int run, string? model) =>
        EnsembleTable.Read(experiment.Context(), model)[run]!;

    private SmallExperiment Made(params string[] changes)
    {
        var experiment = new SmallExperiment(changes);
        experiments.Add(experiment);
        new StageRunner(experiment).TrainAndEvaluate();
        return experiment;
    }

    private static void Configure(SmallExperiment experiment, string[] changes)
    {
        experiment.Configure(changes);
        new StageRunner(experiment).TrainAndEvaluate();
    }
}
