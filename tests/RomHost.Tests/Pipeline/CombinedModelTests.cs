using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Tests.Pipeline.Plugins;
using RomHost.Validation;

namespace RomHost.Tests.Pipeline;

/// <summary>A model that is made of other models of its experiment.</summary>
public sealed class CombinedModelTests : IDisposable
{
    private const string Three =
        "models=[{name: HOLD, plugin: hold}, {name: HALF, plugin: factor, factor: 0.5}, {name: MEAN, plugin: mean}]";

    private readonly SmallExperiment experiment = new(Three);

    public void Dispose() => experiment.Dispose();

    [Fact]
    public void ItIsTrainedSavedAndEvaluated_WithItsMembers()
    {
        TrainAll();
        Assert.Equal(
            ["mean.txt", "members/HALF/factor.txt", "members/HOLD/hold.txt"],
            SavedFiles.PathsIn(experiment.Folder.Model("MEAN")).Select(path => path.Replace('\\', '/')).Order());
        Assert.Equal(ModelStatus.Ok, FactsOf("MEAN").Status);
        new GenerateEnsemble(Split.Test).Run(experiment.Context());
        new EvaluateModels(ModelRuntimes.ThisProcess).Run(experiment.Context());
        var facts = EvaluationFacts.FromJson(
            ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 0).Evaluation("MEAN"))!.Facts);
        Assert.Equal(ModelStatus.Ok, facts.Status);
    }

    [Fact]
    public void ItDependsOnItsMembersAlone()
    {
        experiment.Configure(Three.Replace("plugin: mean", "plugin: mean, members: [HALF]"));
        TrainAll();
        experiment.Configure(
            Three.Replace("plugin: mean", "plugin: mean, members: [HALF]"), "models.HOLD.file=other.txt");
        TrainAll();
        Assert.DoesNotContain("MEAN: made again", experiment.Said, StringComparison.Ordinal);
        experiment.Configure(
            Three.Replace("plugin: mean", "plugin: mean, members: [HALF]"), "models.HALF.factor=0.25");
        TrainAll();
        Assert.Contains("MEAN: made again, stale: model HALF changed", experiment.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diverged", "its member HALF diverged: it left the finite numbers")]
    [InlineData("no memory", "its member HALF failed: InvalidOperationException: no memory")]
    public void AMemberThatFails_IsTheReason(string throws, string message)
    {
        experiment.Configure(Three, $"models.HALF.throws={throws}");
        TrainAll();
        Assert.NotEqual(ModelStatus.Ok, FactsOf("MEAN").Status);
        Assert.Contains(message, FactsOf("MEAN").Message, StringComparison.Ordinal);
        Assert.Equal(ModelStatus.Ok, FactsOf("HOLD").Status);
    }

    [Theory]
    [InlineData(
        "models=[{name: MEAN, plugin: mean}, {name: HOLD, plugin: hold}]",
        "expected models before it in the list of models to combine, found none")]
    [InlineData(
        "models=[{name: HOLD, plugin: hold}, {name: MEAN, plugin: mean, members: [HALF]}]",
        "expected the names of enabled models before it in the list (HOLD), found 'HALF'")]
    [InlineData(
        "models=[{name: HOLD, plugin: hold}, {name: MEAN, plugin: mean, members: [MEAN]}]",
        "expected the names of enabled models before it in the list (HOLD), found 'MEAN'")]
    [InlineData(
        "models=[{name: HOLD, plugin: hold}, {name: MEAN, plugin: mean, members: [HOLD, HOLD]}]",
        "expected each of its members once, found 'HOLD' 2 times")]
    [InlineData(
        "models=[{name: HOLD, plugin: hold, isolation: process}, {name: MEAN, plugin: mean}]",
        "expected isolation: process, since its member HOLD has it")]
    public void MembersThatItCannotHave_AreRefusedBeforeAnythingIsComputed(string models, string message)
    {
        experiment.Configure(models);
        Assert.Contains(message, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void OneTrainingRun_IsRefused()
    {
        experiment.Configure(Three, "train.initial_conditions=[{family: anywhere}]");
        Assert.Contains("expected at least 2 training runs", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheTrainerGets_IsForecastByModelsThatDidNotKnowTheRun()
    {
        var data = new LatentDataset(1, 1, Enumerable.Range(0, 7).Select(run => new double[] { run, run, run, run }));
        int trainings = 0;
        var combining = new Collecting();
        var trainer = new CombinedTrainer(
            combining,
            [
                new("A", () => new Remembering(() => trainings++)),
                new("B", () => new Remembering(() => trainings++, lag: 2)),
            ]);
        trainer.Train(data, TrainingContext.Silent(3));
        Assert.Equal(2 * (1 + 3), trainings);
        Assert.Equal(2, combining.Start);
        foreach (var member in combining.Members)
        {
            for (int run = 0; run < 7; run++)
            {
                Assert.Equal([0, 0], member.Rollout(run).ToArray()); // not known
                var whole = new double[1];
                member.Model.Forecast([.. Enumerable.Repeat((double)run, member.Model.Lag)], 1, whole);
                Assert.Equal([1], whole); // known
            }
        }
    }

    [Fact]
    public void DoubtsOfAMember_NameIt_AndAreThoseOfItsTrainingOnAllRuns()
    {
        var data = new LatentDataset(1, 1, Enumerable.Range(0, 4).Select(run => new double[] { run, run, run }));
        var doubts = new Doubts();
        new CombinedTrainer(
            new Collecting(), [new("A", () => new Doubting("of A")), new("B", () => new Doubting("of B"))])
            .Train(data, TrainingContext.Silent(3) with { Warnings = doubts });
        Assert.Equal(["its member A: of A, 4 runs", "its member B: of B, 4 runs"], doubts.Messages);
    }

    private string Refusal() => Assert.Throws<ConfigurationException>(
        () => new ExperimentValidator(_ => StageTestPlugins.Services).Validate(experiment.Experiment)).Message;

    private void TrainAll()
    {
        foreach (Stage stage in (Stage[])[
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess)])
            stage.Run(experiment.Context());
    }

    private TrainingFacts FactsOf(string model) =>
        TrainingFacts.FromJson(ArtifactRecord.Read(experiment.Folder.ModelRecord(model))!.Facts);

    private sealed class Collecting : ICombiningTrainer
    {
        public IReadOnlyList<FittedMember> Members { get; private set; } = [];

        public int Start { get; private set; }

        public int Folds => 3;

        IReadOnlyList<string> ICombiningTrainer.Members => [];

        public IRomModel Train(
            LatentDataset data, IReadOnlyList<FittedMember> members, int start, TrainingContext context)
        {
            (Members, Start) = (members, start);
            return members[0].Model;
        }

        public IRomModel Load(string directory, IReadOnlyList<IRomModel> members) => members[0];
    }

    private sealed class Doubts : IProgress<string>
    {
        public List<string> Messages { get; } = [];

        public void Report(string value) => Messages.Add(value);
    }

    private sealed class Doubting(string doubt) : IRomModelTrainer
    {
        public int MaxLag => 1;

        public IRomModel Train(LatentDataset data, TrainingContext context)
        {
            context.Warnings?.Report($"{doubt}, {data.RunCount} runs");
            return new Remembering(() => { }).Train(data, context);
        }

        public IRomModel Load(string directory) => throw new NotSupportedException();
    }

    /// <summary>A model that forecasts 1 for states of runs that it was trained on, and 0 for others.</summary>
    private sealed class Remembering(Action trained, int lag = 1) : IRomModelTrainer
    {
        public int MaxLag => lag;

        public IRomModel Train(LatentDataset data, TrainingContext context)
        {
            trained();
            return new Memory(
                [.. Enumerable.Range(0, data.RunCount).Select(run => data.State(run, 0)[0])], lag);
        }

        public IRomModel Load(string directory) => throw new NotSupportedException();

        private sealed class Memory(HashSet<double> known, int lag) : IRomModel
        {
            public int Lag => lag;

            public int LatentDimension => 1;

            public long ParameterCount => known.Count;

            public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

            public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast) =>
                forecast.Fill(known.Contains(window[0]) ? 1 : 0);

            public void Save(string directory)
            {
            }
        }
    }
}
