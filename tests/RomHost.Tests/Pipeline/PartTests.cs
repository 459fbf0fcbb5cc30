using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>An experiment that is made in parts.</summary>
public sealed class PartTests : IDisposable
{
    private const string Two = "models=[{name: HOLD, plugin: hold}, {name: HALF, plugin: factor, factor: 0.5}]";

    private readonly SmallExperiment experiment = new(Two);

    public void Dispose() => experiment.Dispose();

    [Fact]
    public void OfRunsAndModels_MakesThose_AndGathersNothing()
    {
        var runner = new StageRunner(experiment);
        runner.RunOnly(StageNames.TrainingData, [2]);
        Assert.Equal([2], experiment.Folder.Runs(Split.Train).Select(run => run.Index));
        Assert.False(File.Exists(Path.Combine(experiment.Folder.Ensemble(Split.Train), "index_mapping.csv")));
        runner.RunOnly(StageNames.TrainingData, [0, 1]);
        runner.RunOnly(StageNames.PodBasis);
        runner.RunOnly(StageNames.LatentDataset);
        runner.RunOnly(StageNames.Training, null, "HALF");
        Assert.False(Directory.Exists(experiment.Folder.Model("HOLD")));
        runner.RunOnly(StageNames.Training, null, "HOLD");
        runner.RunOnly(StageNames.TestData, [1]);
        runner.RunOnly(StageNames.Evaluation, [1], "HOLD");
        Assert.True(File.Exists(experiment.Folder.Run(Split.Test, 1).Evaluation("HOLD")));
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 1).Evaluation("HALF")));
        Assert.False(File.Exists(experiment.Folder.TestResults("HOLD")));
        Assert.False(File.Exists(experiment.Folder.Summary));
        runner.Run();
        Assert.Contains("training runs: 3 of 3 kept", experiment.Said, StringComparison.Ordinal);
        Assert.True(File.Exists(experiment.Folder.Summary));
        Assert.Equal(1 + 2, File.ReadAllLines(experiment.Folder.TestResults("HALF")).Length);
    }

    [Fact]
    public void WithoutItsNeeds_IsRefused_AndNamesThem()
    {
        var runner = new StageRunner(experiment);
        runner.RunOnly(StageNames.TrainingData, [0]);
        var failure = Assert.Throws<NeedsMissingException>(() => runner.RunOnly(StageNames.PodBasis));
        Assert.Contains(
            "build_pod_basis reads artifacts of generate_training_data that are not current: training run 1 (",
            failure.Message, StringComparison.Ordinal);
        Assert.Contains(") (missing) and 1 more; run it first: romhost run --only generate_training_data",
            failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.PodBasis));
    }

    [Fact]
    public void OfAnOlderConfiguration_IsNoNeed()
    {
        var runner = new StageRunner(experiment);
        runner.Run();
        experiment.Configure(Two, "reduction.modes=2");
        var failure = Assert.Throws<NeedsMissingException>(() => runner.RunOnly(StageNames.Evaluation));
        Assert.Contains("stale: the POD basis changed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatFailed_StopsNoOther()
    {
        experiment.Configure(Two, "models.HOLD.throws=no memory");
        var runner = new StageRunner(experiment);
        runner.Run();
        File.Delete(experiment.Folder.Run(Split.Test, 0).Evaluation("HALF"));
        runner.RunOnly(StageNames.Evaluation, [0]);
        Assert.True(File.Exists(experiment.Folder.Run(Split.Test, 0).Evaluation("HALF")));
    }

    [Fact]
    public void Results_AreGatheredWhereNothingIsMissing_AndWhatFailedIsNotTriedAgain()
    {
        experiment.Configure(Two, "models.HOLD.throws=no memory");
        var runner = new StageRunner(experiment);
        runner.Run();
        byte[] failed = File.ReadAllBytes(experiment.Folder.ModelRecord("HOLD"));
        File.Delete(experiment.Folder.Summary);
        File.Delete(experiment.Folder.TestResults("HALF"));
        runner.Gather();
        Assert.Equal(1 + 2, File.ReadAllLines(experiment.Folder.TestResults("HALF")).Length);
        Assert.Equal(failed, File.ReadAllBytes(experiment.Folder.ModelRecord("HOLD")));
        File.Delete(experiment.Folder.Run(Split.Test, 1).Metadata);
        var failure = Assert.Throws<NeedsMissingException>(runner.Gather);
        Assert.Contains(
            "the summary reads artifacts of generate_test_data that are not current: test run 1 (", failure.Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 1).Metadata));
    }

    [Fact]
    public void AFinishedArtifact_RemovesTheCountOfStarts_WhatFailedDoesNot()
    {
        experiment.Configure(Two, "models.HOLD.throws=no memory");
        var runner = new StageRunner(experiment);
        string starts = Path.Combine(experiment.Root, "starts");
        bool IsRemovedBy(string stage, params string[] models)
        {
            File.WriteAllText(starts, "1");
            var context = runner.Context() with { Part = new(null, models.Length == 0 ? null : models.ToHashSet()) };
            context.Store.Starts = starts;
            runner.Runner.RunOnly(context, stage);
            return !File.Exists(starts);
        }
        Assert.True(IsRemovedBy(StageNames.TrainingData));
        Assert.False(IsRemovedBy(StageNames.TrainingData)); // all is kept
        Assert.True(IsRemovedBy(StageNames.PodBasis));
        Assert.True(IsRemovedBy(StageNames.LatentDataset));
        Assert.False(IsRemovedBy(StageNames.Training, "HOLD"));
        Assert.True(IsRemovedBy(StageNames.Training, "HALF"));
    }

    [Theory]
    [InlineData("Train_Models", StageNames.Training)]
    [InlineData("simulate_replicas", StageNames.Replicas)]
    public void AStage_IsFoundByItsName_WhateverItsCase(string name, string found) =>
        Assert.Equal(found, new StageRunner(experiment).Named(name).Name);

    [Fact]
    public void AStageThatIsNone_NamesThemAll()
    {
        var failure = Assert.Throws<InvalidDataException>(() => new StageRunner(experiment).Named("training"));
        Assert.Contains("generate_training_data, build_pod_basis, ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("evaluate_models) or summary, found 'training'", failure.Message, StringComparison.Ordinal);
    }
}
