using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Reporting;

namespace RomHost.Tests.Pipeline;

/// <summary>The plan of a run, compared with the run.</summary>
public sealed class PlanTests : IDisposable
{
    private const string Measured = "benchmark={enabled: true, time_cap: 0, trials: 3, warmups: 1, steps: 4}";
    private const string Chosen = "models=[{name: HOLD, plugin: hold}, {name: F, plugin: factor, "
        + "factor: {choose: [0.5, 0.9]}}, {name: MEAN, plugin: mean, members: [F]}]";

    private readonly SmallExperiment experiment = new(Measured);
    private readonly StageRunner runner;

    public PlanTests() => runner = new(experiment);

    public void Dispose() => experiment.Dispose();

    [Fact]
    public void OfANewExperiment_NamesEverythingThatTheRunMakes_AndWritesNothing()
    {
        var plan = Plan();
        Assert.Empty(Directory.EnumerateFileSystemEntries(experiment.Folder.Root));
        Assert.All(plan, one => Assert.Equal(ArtifactRecord.Missing, one.Reason));
        Run();
        Assert.Equal(Records().Keys.Order(), plan.Select(one => one.Item.Artifact.RecordPath).Order());
        Assert.All(Plan(), one => Assert.Null(one.Reason));
    }

    [Theory]
    [InlineData("simulator.speed=0.2")]
    [InlineData("reduction.modes=2")]
    [InlineData("models.HOLD.file=other.txt")]
    [InlineData("evaluation.forecast_start=2")]
    [InlineData("benchmark.trials=4")]
    [InlineData("seed=9")]
    [InlineData("test.initial_conditions=[{family: anywhere, samples: 3}]")]
    public void AfterAChange_NamesWhatTheRunMakesAgain(string change)
    {
        Run();
        var before = Records();
        experiment.Configure(Measured, change);
        var plan = Plan();
        Assert.Equal(before, Records());
        Run();
        var after = Records();
        Assert.Equal(
            after.Where(record => !before.Contains(record)).Select(record => record.Key).Order(),
            plan.Where(one => one.Reason is not null).Select(one => one.Item.Artifact.RecordPath).Order());
        Assert.Contains(plan, one => one.Reason is not null);
    }

    [Fact]
    public void ADamagedRun_IsMadeAgain_AndWhatWasMadeOfItStays()
    {
        Run();
        File.AppendAllText(experiment.Folder.Run(Split.Train, 1).Density, "x");
        var made = Assert.Single(Plan(), one => one.Reason is not null);
        Assert.StartsWith("damaged: density.npz has ", made.Reason);
        Assert.Equal((1, null), (made.Item.Run, made.Item.Model));
    }

    [Fact]
    public void OptionsThatAreStillToBeChosen_MakeTheirModelsUncertain_AndNoOthers()
    {
        experiment.Configure(Measured, Chosen, "selection.folds=3");
        Run();
        Assert.All(Plan(), one => Assert.Null(one.Reason));
        experiment.Configure(Measured, Chosen.Replace("0.9", "0.8", StringComparison.Ordinal), "selection.folds=3");
        var plan = Plan();
        var before = Records();
        Assert.Equal(
            "stale: options of F are chosen first", ReasonOf(plan, experiment.Folder.ModelRecord("MEAN")));
        Assert.Null(ReasonOf(plan, experiment.Folder.ModelRecord("HOLD")));
        Assert.Null(ReasonOf(plan, experiment.Folder.Run(Split.Test, 0).Evaluation("HOLD")));
        Run();
        var made = Records().Where(record => !before.Contains(record)).Select(record => record.Key);
        // Whatever is made was named; the choice may turn out to be the former one.
        Assert.Empty(made.Except(
            plan.Where(one => one.Reason is not null).Select(one => one.Item.Artifact.RecordPath)));
    }

    [Theory]
    [InlineData("diverged", null)]
    [InlineData("no memory", "stale: the last attempt failed")]
    public void AModelThatFailed_IsPlannedAsTheRunFindsIt(string throws, string? reason)
    {
        experiment.Configure(Measured, $"models.HOLD.throws={throws}");
        Run();
        Assert.Equal(reason, ReasonOf(Plan(), experiment.Folder.ModelRecord("HOLD")));
    }

    [Fact]
    public void Text_HasALineForEachStage_AndEachReason()
    {
        Run();
        experiment.Configure(Measured, "reduction.modes=2");
        var output = new StringWriter();
        PlanText.Write(runner.Context(), runner.Plan(), output);
        string text = output.ToString();
        Assert.Contains("generate_training_data   0 to make, 3 to keep", text, StringComparison.Ordinal);
        Assert.Contains("    POD basis: stale: reduction.modes 3 → 2", text, StringComparison.Ordinal);
        Assert.Contains("evaluate_models          4 to make (of 2 of 2 runs), 0 to keep", text,
            StringComparison.Ordinal);
        Assert.Contains("    2 artifacts (HOLD): stale: the model changed", text, StringComparison.Ordinal);
    }

    private static string? ReasonOf(IEnumerable<PlannedArtifact> plan, string record) =>
        plan.Single(one => one.Item.Artifact.RecordPath == record).Reason;

    private PlannedArtifact[] Plan() => [.. runner.Plan().SelectMany(plan => plan.Artifacts)];

    private void Run() => runner.Run();

    private Dictionary<string, DateTime> Records() => Directory
        .EnumerateFiles(experiment.Folder.Root, "*.json", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) is "stages" or ['r', 'u', 'n', '_', ..])
        .ToDictionary(path => path, File.GetLastWriteTimeUtc);
}
