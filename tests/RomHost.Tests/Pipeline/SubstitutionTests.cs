using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>An experiment in parts, of which tasks ended without a result: the others' results come.</summary>
public sealed class SubstitutionTests : IDisposable
{
    private const string Two = "models=[{name: HOLD, plugin: hold}, {name: HALF, plugin: factor, factor: 0.5}]";
    private const string Reason = "its task was killed: see logs/job.log";

    private readonly SmallExperiment experiment = new(Two);

    public void Dispose() => experiment.Dispose();

    [Fact]
    public void AModelWhoseTaskWasKilled_IsOneThatFailed_AndIsTrainedByTheNextRun()
    {
        var runner = new StageRunner(experiment);
        Make(runner, StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset, StageNames.TestData);
        runner.RunOnly(StageNames.Training, null, "HALF");
        var ended = Ended(StageNames.Training, "HOLD");
        Assert.Throws<NeedsMissingException>(() => runner.RunOnly(StageNames.Evaluation));
        runner.Runner.RunOnly(runner.Context(), StageNames.Evaluation, ended);
        Assert.Equal((ModelStatus.Failed, Reason), StatusOf("HOLD"));
        Assert.Contains($"train_models: HOLD: {Reason}", experiment.Said, StringComparison.Ordinal);
        Assert.True(File.Exists(experiment.Folder.Run(Split.Test, 0).Evaluation("HALF")));
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 0).Evaluation("HOLD")));
        runner.Gather();
        Assert.Contains(Reason, File.ReadAllText(experiment.Folder.Summary), StringComparison.Ordinal);
        Assert.Equal(1 + 2, File.ReadAllLines(experiment.Folder.TestResults("HALF")).Length);
        runner.Run();
        Assert.Equal((ModelStatus.Ok, null), StatusOf("HOLD"));
    }

    [Fact]
    public void AForecastWhoseTaskWasKilled_IsOneThatFailed_AndItsReferencesAreMade()
    {
        var runner = new StageRunner(experiment);
        runner.Run();
        byte[] references = File.ReadAllBytes(experiment.Folder.Run(Split.Test, 1).References);
        File.Delete(experiment.Folder.Run(Split.Test, 1).References);
        File.Delete(experiment.Folder.Run(Split.Test, 1).Evaluation("HOLD"));
        Assert.Throws<NeedsMissingException>(runner.Gather);
        runner.Runner.Gather(runner.Context(), Ended(StageNames.Evaluation));
        var record = ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 1).Evaluation("HOLD"))!;
        var facts = EvaluationFacts.FromJson(record.Facts);
        Assert.Equal((ModelStatus.Failed, Reason), (facts.Status, facts.Message));
        var other = ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 1).Evaluation("HALF"))!;
        foreach (var score in new[] { Score.ConditioningFrames, Score.ForecastFrames })
            Assert.Equal(EvaluationFacts.FromJson(other.Facts).Scores[score], facts.Scores[score]);
        Assert.Equal(
            FactsOf(references), FactsOf(File.ReadAllBytes(experiment.Folder.Run(Split.Test, 1).References)));
        Assert.Contains("HOLD: 1 of 2 forecasts failed", experiment.Said, StringComparison.Ordinal);
        Assert.True(File.Exists(experiment.Folder.Summary));

        static string FactsOf(byte[] record) =>
            System.Text.Json.Nodes.JsonNode.Parse(record)!["facts"]!.ToJsonString();
    }

    [Fact]
    public void AChoiceWhoseTaskWasKilled_LeavesNoModel()
    {
        const string Choosing = "models=[{name: HOLD, plugin: hold}, "
            + "{name: HALF, plugin: factor, factor: {choose: [0.5, 0.9]}}]";
        experiment.Configure(Choosing);
        var runner = new StageRunner(experiment);
        Make(runner, StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset);
        runner.Runner.RunOnly(
            runner.Context() with { Part = new(null, new HashSet<string> { "HALF" }) }, StageNames.Training,
            Ended(StageNames.Selection, "HALF"));
        Assert.Equal((ModelStatus.Failed, Reason), StatusOf("HALF"));
        Make(runner, StageNames.Training, StageNames.TestData, StageNames.Evaluation);
        runner.Gather();
        Assert.Contains(Reason, File.ReadAllText(experiment.Folder.Summary), StringComparison.Ordinal);
        Assert.Equal((ModelStatus.Failed, Reason), StatusOf("HALF"));
    }

    [Fact]
    public void ReplicasWhoseTaskWasKilled_LeaveNoCeiling()
    {
        experiment.Configure(Two, "simulator.noise=0.2", "test.replicas=2");
        var runner = new StageRunner(experiment);
        Make(
            runner, StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset, StageNames.Training,
            StageNames.TestData);
        runner.RunOnly(StageNames.Replicas, [0]);
        runner.Runner.RunOnly(runner.Context(), StageNames.Evaluation, Ended(StageNames.Replicas));
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 1).Replicas));
        runner.Gather();
        Assert.Contains($"1 of 2 test runs has no ceiling, since a replica failed: {Reason}", experiment.Said);
    }

    [Fact]
    public void ARunWhoseTaskWasKilled_IsMissing()
    {
        var runner = new StageRunner(experiment);
        runner.RunOnly(StageNames.TrainingData, [0, 2]);
        var failure = Assert.Throws<NeedsMissingException>(() => runner.Runner.RunOnly(
            runner.Context(), StageNames.PodBasis, Ended(StageNames.TrainingData)));
        Assert.EndsWith(
            $"(missing); {Reason}; romhost submit again makes what is missing", failure.Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.Run(Split.Train, 1).Metadata));
    }

    [Fact]
    public void ModelsWithoutABasis_HaveNotFailed()
    {
        var runner = new StageRunner(experiment);
        Make(runner, StageNames.TrainingData, StageNames.TestData);
        var failure = Assert.Throws<NeedsMissingException>(() => runner.Runner.RunOnly(
            runner.Context(), StageNames.Evaluation, (_, _) => Reason));
        Assert.Contains("artifacts of build_pod_basis that are not current", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.ModelRecord("HOLD")));
    }

    [Fact]
    public void WhatIsThereAfterAll_IsKept()
    {
        var runner = new StageRunner(experiment);
        runner.Run();
        var context = runner.Context();
        var model = context.ModelNamed("HOLD");
        byte[] record = File.ReadAllBytes(experiment.Folder.ModelRecord("HOLD"));
        runner.Runner.Hold(context, _ =>
        {
            // As where a shared file system was late to show it.
            context.Store.Substitute(TrainModels.ArtifactOf(context, model), HeldOutFacts.Failure(Reason));
            return 0;
        });
        Assert.Equal(record, File.ReadAllBytes(experiment.Folder.ModelRecord("HOLD")));
        Assert.Empty(Directory.GetFiles(experiment.Folder.Root, "*.partial", SearchOption.AllDirectories));
    }

    private static void Make(StageRunner runner, params string[] stages)
    {
        foreach (string stage in stages) runner.RunOnly(stage);
    }

    private static Func<string, StageItem, string?> Ended(string stage, string? model = null) =>
        (name, item) => name == stage && (model is null || item.Model == model) ? Reason : null;

    private (ModelStatus, string?) StatusOf(string model)
    {
        var facts = TrainingFacts.FromJson(ArtifactRecord.Read(experiment.Folder.ModelRecord(model))!.Facts);
        return (facts.Status, facts.Message);
    }
}
