using System.Text.Json.Nodes;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>Forecasts that are lifted to mean densities, in an experiment.</summary>
public sealed class ForecastVarianceStageTests : IDisposable
{
    private const string Expectation = "evaluation.lift=expectation", Roots = "reduction.transform=sqrt";

    private static readonly string[] Moving =
        ["simulator.spread=0.5", "simulator.noise=0.2", "test.replicas=0", "models=[{name: M, plugin: mvar, lag: 2}]"];

    private SmallExperiment experiment = null!;

    public void Dispose() => experiment.Dispose();

    [Fact]
    public void TheVariance_ComesFromRunsThatTheModelHasNotSeen_AndIsKept()
    {
        Run(Expectation, Roots);
        string file = experiment.Folder.ForecastVariance("M");
        var variance = ForecastVariance.Read(file, 3);
        Assert.Equal([1, 3, 5], variance.LastSteps); // 7 frames, of which the window is 2
        Assert.Contains(variance.Covariances, value => value > 0);
        Assert.Equal(1, ArtifactRecord.Read(experiment.Folder.VarianceRecord("M"))!.Facts.NumberAt("runs"));
        string scores = File.ReadAllText(experiment.Folder.TestResults("M"));
        var written = File.GetLastWriteTimeUtc(file);
        Run(Expectation, Roots);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.DoesNotContain("made again", experiment.Said, StringComparison.Ordinal);
        Run(Roots);
        Assert.False(File.Exists(file));
        Assert.False(File.Exists(experiment.Folder.VarianceRecord("M")));
        Assert.NotEqual(scores, File.ReadAllText(experiment.Folder.TestResults("M")));
    }

    [Fact]
    public void WithALinearTransform_NothingIsMeasured_AndTheScoresAreTheSame()
    {
        Run();
        string scores = File.ReadAllText(experiment.Folder.TestResults("M"));
        Run(Expectation);
        Assert.False(File.Exists(experiment.Folder.ForecastVariance("M")));
        Assert.Equal(scores, File.ReadAllText(experiment.Folder.TestResults("M")));
    }

    [Fact]
    public void OneTrainingRun_IsNamed_AndForecastsAreLiftedWithoutVariance()
    {
        string[] one = [Roots, "train.initial_conditions=[{family: anywhere, samples: 1}]"];
        Run(one);
        string scores = File.ReadAllText(experiment.Folder.TestResults("M"));
        Run([Expectation, .. one]);
        Assert.Contains(
            "M: the variance of its forecasts could not be measured, so they are lifted without it: expected two "
            + "training runs at least", experiment.Said, StringComparison.Ordinal);
        Assert.Equal(scores, File.ReadAllText(experiment.Folder.TestResults("M")));
        // Another start with the same data would fail as well.
        var context = experiment.Context();
        Assert.All(
            new TrainModels(ModelRuntimes.ThisProcess).Items(context),
            item => Assert.Null(context.Store.Look(item.Artifact).Reason));
    }

    [Fact]
    public void AForecastWhoseErrorHasNoFiniteSquare_IsNamed_AndIsNotMeasuredAgain()
    {
        string[] far =
        [
            Expectation, Roots,
            "models=[{name: M, plugin: factor, explodes_after: 2, explosion: 1e200}, {name: H, plugin: hold}]",
        ];
        Run(far);
        Assert.Contains(
            "M: the variance of its forecasts could not be measured, so they are lifted without it: expected "
            + "forecasts of held-out training runs whose errors have a finite square, found larger ones",
            experiment.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.ForecastVariance("M")));
        Assert.True(File.Exists(experiment.Folder.ForecastVariance("H")));
        var context = experiment.Context();
        Assert.All(
            new TrainModels(ModelRuntimes.ThisProcess).Items(context),
            item => Assert.Null(context.Store.Look(item.Artifact).Reason));
    }

    [Fact]
    public void AMeasurementThatFailed_IsMadeAgain_AndThenTheEvaluationsAre()
    {
        string[] changes = [Expectation, Roots];
        Run(changes);
        string scores = File.ReadAllText(experiment.Folder.TestResults("M"));
        // As another start finds it after a lack of memory in the measurement.
        var context = experiment.Context();
        string path = experiment.Folder.VarianceRecord("M");
        File.Delete(experiment.Folder.ForecastVariance("M"));
        File.Delete(path);
        context.Store.Make(
            MeasureForecastVariance.ArtifactOf(context, context.Experiment.Models[0])!,
            () => new MadeArtifact([], new JsonObject { ["message"] = "no memory" }) { Outcome = Staleness.Failed });
        new EvaluateModels(ModelRuntimes.ThisProcess).Run(experiment.Context());
        Assert.NotEqual(scores, File.ReadAllText(experiment.Folder.TestResults("M")));
        Assert.Contains(
            "M is lifted without the variance of its forecasts: no memory",
            ForecastSkill.Of(experiment.Context(), null)!["doubts"]!.AsArray().Select(doubt => (string)doubt!));
        Run(changes);
        Assert.Equal(scores, File.ReadAllText(experiment.Folder.TestResults("M")));
    }

    [Fact]
    public void AModelWhoseTrainingDiverged_HasNoVarianceToForesee()
    {
        Run(Expectation, Roots, "models=[{name: M, plugin: hold, throws: diverged}, {name: H, plugin: hold}]");
        var context = experiment.Context();
        Assert.Equal(
            ["M", "H", "forecast variance of H"],
            new TrainModels(ModelRuntimes.ThisProcess).Items(context).Select(item => item.Artifact.Name));
        Assert.All(
            new TrainModels(ModelRuntimes.ThisProcess).Items(context).Skip(1),
            item => Assert.Null(context.Store.Look(item.Artifact).Reason));
    }

    private void Run(params string[] changes)
    {
        if (experiment is null) experiment = new SmallExperiment([.. Moving, .. changes]);
        else experiment.Configure([.. Moving, .. changes]);
        var context = experiment.Context();
        Stage[] stages =
        [
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess), new GenerateEnsemble(Split.Test),
            new EvaluateModels(ModelRuntimes.ThisProcess),
        ];
        foreach (var stage in stages) stage.Run(context);
    }
}
