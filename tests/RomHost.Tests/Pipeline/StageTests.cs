using System.Text.Json.Nodes;
using Rom.Analysis;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Npz;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>Each stage by itself, on the artifacts of those before it.</summary>
public sealed class StageTests : IDisposable
{
    private readonly SmallExperiment experiment = new();

    [Fact]
    public void GenerateEnsemble_MakesARunOfEach_AndKeepsThem()
    {
        Run(new GenerateEnsemble(Split.Train));
        Assert.Equal(3, experiment.Folder.Runs(Split.Train).Count);
        var written = experiment.Folder.Runs(Split.Train).Select(run => File.GetLastWriteTimeUtc(run.Density)).ToList();
        Run(new GenerateEnsemble(Split.Train));
        Assert.Equal(written, experiment.Folder.Runs(Split.Train).Select(run => File.GetLastWriteTimeUtc(run.Density)));
        Assert.Contains(
            "run,folder,family,label,seed",
            File.ReadAllText(Path.Combine(experiment.Folder.Ensemble(Split.Train), "index_mapping.csv")));
    }

    [Fact]
    public void GenerateEnsemble_OfTestRuns_MakesTheirOrderParameters()
    {
        Run(new GenerateEnsemble(Split.Test));
        string[] table = File.ReadAllLines(experiment.Folder.Run(Split.Test, 0).OrderParameters);
        Assert.Equal(1 + 7, table.Length);
        // All of 50 particles are in the box, whatever frame it is.
        Assert.All(table.Skip(1), line => Assert.EndsWith(",50", line));
    }

    [Fact]
    public void GenerateEnsemble_OfASimulatorThatThrows_NamesTheRun()
    {
        experiment.Configure("simulator.fails=true");
        var failure = Assert.Throws<RunFailedException>(() => Run(new GenerateEnsemble(Split.Train)));
        Assert.Contains("training run", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no drift today", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BuildPodBasis_IsOrthonormal_AndStaleWhereTheModesChange()
    {
        Before(new GenerateEnsemble(Split.Train));
        Run(new BuildPodBasis());
        Assert.Equal(3, PodBasis.Load(experiment.Folder.PodBasis).ModeCount);
        experiment.Configure("reduction.modes=2");
        Run(new BuildPodBasis());
        Assert.Equal(2, PodBasis.Load(experiment.Folder.PodBasis).ModeCount);
        Assert.Contains(
            "POD basis: made again, stale: reduction.modes 3 → 2", experiment.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void BuildLatentDataset_HoldsEveryFrameOfEveryRun()
    {
        Before(new GenerateEnsemble(Split.Train), new BuildPodBasis());
        Run(new BuildLatentDataset());
        var data = LatentDatasetFile.Read(experiment.Folder.LatentDataset);
        Assert.Equal((3, 3, 7, 1.0), (data.RunCount, data.Dimension, data.FrameCount(0), data.TimeStep));
        using var file = NpzReader.Open(experiment.Folder.LatentDataset);
        Assert.Equal([3 * 6, 1, 3], file.Header("X_all").Shape);
    }

    [Theory]
    [InlineData("", "ok", true)]
    [InlineData("models.HOLD.throws=diverged", "diverged", true)]
    [InlineData("models.HOLD.throws=no memory", "failed", false)]
    public void TrainModels_RecordsWhatBecameOfAModel_AndTriesAgainWhatFailed(string change, string status, bool isKept)
    {
        if (change.Length > 0) experiment.Configure(change);
        Before(new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset());
        var train = new TrainModels(ModelRuntimes.ThisProcess);
        Run(train);
        string record = experiment.Folder.ModelRecord("HOLD");
        Assert.Equal(status, TrainingFacts.FromJson(ArtifactRecord.Read(record)!.Facts).Status.Text());
        Run(train);
        Assert.Equal(
            !isKept,
            experiment.Said.Contains("HOLD: made again, stale: the last attempt failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "ok")]
    [InlineData("models.HOLD.overflows=true", "overflow")]
    public void EvaluateModels_ScoresEveryTestRun(string change, string status)
    {
        if (change.Length > 0) experiment.Configure(change);
        Before(
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess), new GenerateEnsemble(Split.Test));
        Run(new EvaluateModels(ModelRuntimes.ThisProcess));
        var facts = EvaluationFacts.FromJson(
            ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 1).Evaluation("HOLD"))!.Facts);
        Assert.Equal(status, facts.Status.Text());
        // A forecast that overflowed has no score, not even of the frames before.
        Score[] counts = [Score.ConditioningFrames, Score.ForecastFrames];
        Assert.All(
            Score.All,
            score => Assert.Equal(status == "ok" || counts.Contains(score), double.IsFinite(facts.Scores[score])));
        string[] table = File.ReadAllLines(experiment.Folder.TestResults("HOLD"));
        Assert.Equal(["test_id", "label", "family", .. Score.All.Select(score => score.Name)], table[0].Split(','));
        Assert.Equal(1 + 2, table.Length);
    }

    [Fact]
    public void TrainModels_RemovesFilesOfAFormerTraining()
    {
        Before(
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess));
        string folder = experiment.Folder.Model("HOLD");
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "the user's");
        experiment.Configure("models.HOLD.file=other.txt");
        Run(new TrainModels(ModelRuntimes.ThisProcess));
        Assert.Equal(["notes.txt", "other.txt"], Names(folder));
        experiment.Configure("models.HOLD.throws=diverged");
        Run(new TrainModels(ModelRuntimes.ThisProcess));
        Assert.Equal(["notes.txt"], Names(folder));
    }

    [Fact]
    public void AModelThatCannotBeLoaded_HasNoResults_AndNoSummaryTellsOfThem()
    {
        Before(
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess), new GenerateEnsemble(Split.Test),
            new EvaluateModels(ModelRuntimes.ThisProcess));
        File.Delete(Path.Combine(experiment.Folder.Model("HOLD"), "hold.txt"));
        File.WriteAllText(experiment.Folder.Summary, "{}");
        using (var models = TrainedModel.LoadAll(experiment.Context(), ModelRuntimes.ThisProcess))
            Assert.Equal(ModelStatus.Failed, Assert.Single(models).Status);
        Assert.False(File.Exists(experiment.Folder.Summary));

        File.WriteAllText(experiment.Folder.Summary, "{}");
        Run(new EvaluateModels(ModelRuntimes.ThisProcess));
        Assert.False(File.Exists(experiment.Folder.Summary));
        Assert.False(File.Exists(experiment.Folder.TestResults("HOLD")));
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 1).Evaluation("HOLD")));
    }

    public static TheoryData<string> Facts => ["{}", """{"status": "great"}""", """{"status": "ok", "lag": "long"}"""];

    [Theory]
    [MemberData(nameof(Facts))]
    public void RecordsWithOtherFacts_AreNamed_AndCostARecomputation(string facts)
    {
        Before(
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess), new GenerateEnsemble(Split.Test),
            new EvaluateModels(ModelRuntimes.ThisProcess));
        string[] records =
        [
            experiment.Folder.StageRecord(StageNames.PodBasis), experiment.Folder.ModelRecord("HOLD"),
            experiment.Folder.Run(Split.Test, 0).Evaluation("HOLD"),
        ];
        foreach (string path in records)
            (ArtifactRecord.Read(path)! with { Facts = JsonNode.Parse(facts)!.AsObject() }).Sealed().Write(path);
        Before(
            new BuildPodBasis(), new TrainModels(ModelRuntimes.ThisProcess),
            new EvaluateModels(ModelRuntimes.ThisProcess));
        Assert.All(
            records, path => Assert.Contains(
                $"damaged: {Path.GetFileName(path)} is not as a run writes it", experiment.Said,
                StringComparison.Ordinal));
        Assert.Equal("ok", EvaluationFacts.FromJson(ArtifactRecord.Read(records[^1])!.Facts).Status.Text());
    }

    // Contests and memory are measured in processes of the built host: tests/Host.EndToEnd.
    [Fact]
    public void BenchmarkModels_ProfilesEveryModel_AndForgetsThemWhereItIsSwitchedOff()
    {
        Before(
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess));
        var benchmark = new BenchmarkModels(new RuntimeAnalyzer(TimeProvider.System), ModelRuntimes.ThisProcess);
        experiment.Configure(
            "benchmark.enabled=true", "benchmark.time_cap=0", "benchmark.trials=3", "benchmark.warmups=1",
            "benchmark.steps=4");
        Run(benchmark);
        string path = experiment.Folder.RuntimeProfile("HOLD");
        Assert.Equal(RuntimeProfile.Ok, RuntimeProfile.FromJson(File.ReadAllText(path)).Status);
        var written = File.GetLastWriteTimeUtc(path);
        Run(benchmark);
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        File.WriteAllText(experiment.Folder.Summary, "{}");
        BenchmarkModels.Forget(experiment.Context());
        Assert.False(File.Exists(experiment.Folder.Summary));
        experiment.Configure();
        Run(benchmark);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void TheSummary_SaysWhatTheStagesFound()
    {
        Before(
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess), new GenerateEnsemble(Split.Test),
            new EvaluateModels(ModelRuntimes.ThisProcess));
        File.WriteAllText(experiment.Folder.ConfigResolved, "");
        var summary = SummaryWriter.Write(
            experiment.Context(), new Dictionary<string, double> { [StageNames.Training] = 1.5 });
        var model = Assert.Single(summary.Models);
        Assert.Equal(("HOLD", "ok", 0L), (model.Name, model.Status, model.Parameters));
        Assert.Equal((2, 3, 1.5), (summary.TestRuns, summary.Modes, summary.SecondsOf(StageNames.Training)));
        Assert.Equal(6, model.Scores[Score.ForecastFrames]);
    }

    public void Dispose() => experiment.Dispose();

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Order();

    private void Run(Stage stage) => stage.Run(experiment.Context());

    private void Before(params Stage[] stages)
    {
        foreach (var stage in stages) Run(stage);
    }
}
