using System.Text.Json.Nodes;
using Rom.Analysis.Contests;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Serialization;

namespace RomHost.Pipeline;

/// <summary>Everything an experiment found, gathered from its artifacts: <c>summary.json</c> and the closing table.</summary>
/// <param name="Rows">A row for each model of the configuration.</param>
/// <param name="TestRuns">Number of test runs.</param>
/// <param name="Modes">Number of POD modes.</param>
internal sealed record ExperimentSummary(IReadOnlyList<ExperimentSummary.Row> Rows, int TestRuns, int Modes)
{
    /// <summary>Reasons to read the times of the contest with care.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the closing table says of a model; null where there is nothing to say.</summary>
    /// <param name="Name">The model's name.</param>
    /// <param name="Status">What became of it.</param>
    /// <param name="R2">Mean over the test runs of the pooled R².</param>
    /// <param name="R2Pod">Mean over the test runs of the POD ceiling.</param>
    /// <param name="TrainingSeconds">How long its training took: the median of the repeated ones where there were any.</param>
    /// <param name="StepSeconds">Median time of one step: that of the contest where there was one, else that of the profile.</param>
    /// <param name="Parameters">Number of parameters.</param>
    /// <param name="Notes">Reasons not to believe its times.</param>
    internal sealed record Row(
        string Name, string Status, double? R2, double? R2Pod, double? TrainingSeconds, double? StepSeconds, long? Parameters,
        IReadOnlyList<string> Notes);

    /// <summary>Gathers the summary and writes it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="stageSeconds">Seconds that each stage's artifacts took.</param>
    public static ExperimentSummary Write(StageContext context, IReadOnlyDictionary<string, double> stageSeconds)
    {
        var experiment = context.Experiment;
        var pod = ArtifactRecord.Read(context.Folder.StageRecord(BuildPodBasis.StageName))!.Facts;
        var (models, rows, profiles) = (new JsonObject(), new List<Row>(), new JsonArray());
        var contest = File.Exists(context.Folder.Contest) ? JsonFile.Read(context.Folder.Contest, ContestReport.FromJson) : null;
        double? Timed(string name, string model) =>
            contest?.Cases.FirstOrDefault(one => one.Case == name)?.Times.GetValueOrDefault(model)?.MedianSeconds;
        foreach (var model in experiment.Models)
        {
            var (entry, row, profile) = Describe(
                context, model, Timed(CaseResult.OneStep, model.Name), Timed(CaseResult.Training, model.Name));
            models[model.Name] = entry;
            rows.Add(row);
            if (profile is not null) profiles.Add(profile);
        }
        var plugins = new JsonArray();
        foreach (var plugin in context.Plugins)
        {
            plugins.Add(new JsonObject
            {
                ["name"] = plugin.Name,
                ["version"] = plugin.Version,
                ["contract"] = plugin.ContractVersion.ToString(2),
                ["sha256"] = plugin.Build.Sha256,
                ["optimised"] = plugin.IsOptimised,
            });
        }
        var summary = new JsonObject
        {
            ["experiment_name"] = experiment.Name,
            ["timestamp"] = context.Clock.GetLocalNow().ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["config"] = ConfigurationJson.Of(experiment.Resolved),
            ["n_train"] = experiment.TrainRuns.Count,
            ["n_test"] = experiment.TestRuns.Count,
            ["total_time_minutes"] = stageSeconds.Values.Sum() / 60,
            ["stages"] = JsonText.Tree(stageSeconds),
            ["pod"] = pod.DeepClone(),
            ["models"] = models,
            ["warnings"] = JsonText.Tree(WarningsOf(context, Split.Train).Concat(WarningsOf(context, Split.Test))),
            ["runtime_analysis"] = new JsonObject { ["profiles"] = profiles, ["comparison"] = ReadTree(context.Folder.Comparison), ["notes"] = JsonText.Tree(contest?.Notes ?? []) },
            ["environment"] = JsonText.Tree(EnvironmentReport.Current(context.Threads, context.Folder.ConfigResolved)),
            ["plugins"] = plugins,
        };
        AtomicFile.WriteText(context.Folder.Summary, JsonText.Of(summary));
        return new ExperimentSummary(rows, experiment.TestRuns.Count, (int)pod["r"]!) { Notes = contest?.Notes ?? [] };
    }

    private static IReadOnlyList<string> WarningsOf(StageContext context, Split split)
    {
        var runs = context.RunsOf(split);
        return RunWarnings.Of(split, runs, [.. runs.Select(run => ArtifactRecord.Read(context.Folder.Run(split, run.Index).Metadata))]);
    }

    private static (JsonObject Entry, Row Row, JsonNode? Profile) Describe(StageContext context, ModelPlan model, double? timedStep, double? timedTraining)
    {
        var training = ArtifactRecord.Read(TrainModels.RecordOf(context.Folder, model.Name));
        string status = (string?)training?.Facts["status"] ?? "failed";
        var evaluations = context.Experiment.TestRuns
            .Select(run => (run.Family, Record: ArtifactRecord.Read(context.Folder.Run(Split.Test, run.Index).Evaluation(model.Name))))
            .Where(evaluation => evaluation.Record is not null)
            .Select(evaluation => (evaluation.Family, Status: (string?)evaluation.Record!.Facts["status"], Message: (string?)evaluation.Record.Facts["message"], Scores: evaluation.Record.Facts["scores"]!.AsObject()))
            .ToList();
        string? message = (string?)training?.Facts["message"];
        if (status == "ok" && evaluations.Count < context.Experiment.TestRuns.Count)
            (status, message) = ("failed", "it was trained, and cannot be loaded again");
        if (status == "ok" && evaluations.FirstOrDefault(evaluation => evaluation.Status != "ok") is { Status: not null } evaluation)
        {
            // What threw says more than what overflowed.
            evaluation = evaluations.FirstOrDefault(one => one.Status == "failed", evaluation);
            (status, message) = (evaluation.Status!, evaluation.Message);
        }
        var mean = MeanOf([.. evaluations.Select(evaluation => evaluation.Scores)]);
        var families = new JsonObject();
        foreach (var family in evaluations.GroupBy(evaluation => evaluation.Family))
            families[family.Key] = MeanOf([.. family.Select(evaluation => evaluation.Scores)]);
        var profile = TrainedModel.IsTrained(training) ? ReadTree(context.Folder.RuntimeProfile(model.Name)) : null;
        // One quantity, one figure: where models were timed against each other, these are their times everywhere.
        double? trainingSeconds = timedTraining ?? training?.Seconds;
        double? step = timedStep ?? (double?)profile?["inference"]?["single_step"]?["median_seconds"];
        string[] notes = [.. profile?["notes"]?.AsArray().Select(note => (string)note!) ?? []];
        var entry = new JsonObject
        {
            ["plugin"] = model.Registration.Name,
            ["status"] = status,
            ["message"] = message,
            ["parameters"] = ConfigurationJson.OfModel(context.Experiment.Resolved, model.Name),
            ["lag"] = training?.Facts["lag"]?.DeepClone(),
            ["parameter_count"] = training?.Facts["parameters"]?.DeepClone(),
            ["training_seconds"] = trainingSeconds,
            ["step_seconds"] = step,
            ["notes"] = JsonText.Tree(notes),
            ["diagnostics"] = training?.Facts["diagnostics"]?.DeepClone(),
            ["test_metrics"] = mean,
            ["test_metrics_by_family"] = families,
        };
        var row = new Row(
            model.Name, status, (double?)mean["r2_reconstructed"], (double?)mean["r2_pod"], trainingSeconds,
            step, (long?)training?.Facts["parameters"], notes);
        return (entry, row, profile);
    }

    // A score that is missing for one run is missing in the mean: a mean over the others would flatter the model.
    private static JsonObject MeanOf(IReadOnlyList<JsonObject> scores)
    {
        var mean = new JsonObject();
        if (scores.Count == 0) return mean;
        foreach (var (name, _) in scores[0])
            mean[name] = JsonText.Tree(scores.Average(run => (double?)run[name] ?? double.NaN));
        return mean;
    }

    private static JsonNode? ReadTree(string path) => File.Exists(path) ? JsonFile.ReadObject(path) : null;
}
