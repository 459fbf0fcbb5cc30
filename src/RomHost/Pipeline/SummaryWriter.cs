using System.Text.Json.Nodes;
using Rom.Analysis.Contests;
using Rom.Forecasting.Experiments;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Selection;

namespace RomHost.Pipeline;

/// <summary>Gathers the results of an experiment from its artifacts and writes <c>summary.json</c>.</summary>
internal static class SummaryWriter
{
    /// <summary>Gathers the summary and writes it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="stageSeconds">Seconds for each stage's artifacts.</param>
    /// <param name="stageSources">
    /// The other experiments that made artifacts of a stage; without an entry where there is none.
    /// </param>
    public static ExperimentSummary Write(
        ExperimentContext context, IReadOnlyDictionary<string, double> stageSeconds,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? stageSources = null)
    {
        var experiment = context.Experiment;
        var pod = ArtifactRecord.Read(context.Folder.StageRecord(StageNames.PodBasis))!.Facts;
        var (models, profiles) = (new JsonObject(), new JsonArray());
        var contest = File.Exists(context.Folder.Contest)
            ? JsonFile.Read(context.Folder.Contest, ContestReport.FromJson)
            : null;
        double? Timed(string name, string model) =>
            contest?.Cases.FirstOrDefault(one => one.Case == name)?.Times.GetValueOrDefault(model)?.MedianSeconds;
        foreach (var model in experiment.Models)
        {
            var (entry, profile) = Describe(
                context, model, Timed(CaseResult.OneStep, model.Name), Timed(CaseResult.Training, model.Name));
            models[model.Name] = entry;
            if (profile is not null) profiles.Add(profile);
        }
        var comparisons = EnsembleSkill.Compare(context);
        var plugins = new JsonArray();
        foreach (var plugin in context.Components.Plugins)
        {
            plugins.Add(new JsonObject
            {
                ["name"] = plugin.Name,
                ["version"] = plugin.Version,
                ["contract"] = plugin.ContractVersion.ToString(2),
                ["sha256"] = plugin.Build.Sha256,
                ["optimised"] = plugin.IsOptimised,
                ["offers"] = JsonText.Tree(plugin.Offers.Select(offer => offer.Name).Distinct()),
            });
        }
        var summary = new JsonObject
        {
            ["experiment_name"] = experiment.Name,
            ["timestamp"] = context.Clock.GetLocalNow().ToString(
                "yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["config"] = ConfigurationJson.Of(experiment.Given),
            ["n_train"] = experiment.TrainRuns.Count,
            ["n_test"] = experiment.TestRuns.Count,
            ["total_time_minutes"] = stageSeconds.Values.Sum() / 60,
            ["stages"] = JsonText.Tree(stageSeconds),
            ["grid"] = GridFacts.ToJson(context.Components.Grid),
            ["pod"] = pod.DeepClone(),
            ["models"] = models,
            ["forecast_skill"] = ForecastSkill.Of(context, comparisons),
            ["warnings"] = JsonText.Tree(WarningsOf(context, Split.Train).Concat(WarningsOf(context, Split.Test))),
            ["runtime_analysis"] = new JsonObject
            {
                ["profiles"] = profiles,
                ["comparison"] = ReadTree(context.Folder.Comparison),
                ["notes"] = JsonText.Tree(contest?.Notes ?? []),
            },
            ["environment"] = JsonText.Tree(EnvironmentReport.Current(context.Threads, context.Folder.ConfigResolved)),
            ["plugins"] = plugins,
        };
        if (EnsembleSkill.Of(context, comparisons) is { } ensembles) summary["ensembles"] = ensembles;
        if (context.Store.Linked is { Count: > 0 } linked) summary["linked_from"] = JsonText.Tree(linked);
        if (stageSources is { Count: > 0 }) summary["stages_linked_from"] = JsonText.Tree(stageSources);
        string text = JsonText.Of(summary);
        AtomicFile.WriteText(context.Folder.Summary, text);
        return new ExperimentSummary(JsonNode.Parse(text)!.AsObject());
    }

    private static IReadOnlyList<string> WarningsOf(ExperimentContext context, Split split)
    {
        var runs = context.Experiment.RunsOf(split);
        return RunWarnings.Of(
            split, runs, [.. runs.Select(run => ArtifactRecord.Read(context.Folder.Run(split, run.Index).Metadata))]);
    }

    private static (JsonObject Entry, JsonNode? Profile) Describe(
        ExperimentContext context, ModelPlan model, double? timedStep, double? timedTraining)
    {
        string recordPath = context.Folder.ModelRecord(model.Name);
        var record = ArtifactRecord.Read(recordPath);
        var training = record?.FactsAs(recordPath, TrainingFacts.FromJson);
        var evaluations = context.Experiment.TestRuns
            .Select(run => (run.Family, Path: context.Folder.Run(Split.Test, run.Index).Evaluation(model.Name)))
            .Select(run => (
                run.Family, Facts: ArtifactRecord.Read(run.Path)?.FactsAs(run.Path, EvaluationFacts.FromJson)))
            .Where(evaluation => evaluation.Facts is not null)
            .Select(evaluation => (evaluation.Family, Facts: evaluation.Facts!))
            .ToList();
        var (status, message) = StatusOf(
            training, [.. evaluations.Select(evaluation => evaluation.Facts)], context.Experiment.TestRuns.Count);
        var families = new JsonObject();
        foreach (var family in evaluations.GroupBy(evaluation => evaluation.Family))
            families[family.Key] = MeanOf(family.Select(evaluation => evaluation.Facts));
        var profile = training?.Status == ModelStatus.Ok ? ReadTree(context.Folder.RuntimeProfile(model.Name)) : null;
        IEnumerable<string> notes = [.. profile?["notes"]?.AsArray().Select(note => (string)note!) ?? []];
        if (TrainedModel.TrainingDoubtOf(record) is { } doubt)
            notes = [.. notes.Where(note => note != doubt), .. timedTraining is null ? [doubt] : Array.Empty<string>()];
        var entry = new JsonObject
        {
            ["plugin"] = model.Registration.Name,
            ["status"] = status.Text(),
            ["message"] = message,
            ["parameters"] = ConfigurationJson.OfModel(context.Experiment.Resolved, model.Name),
            ["lag"] = training?.Lag,
            ["parameter_count"] = training?.Parameters,
            // Each quantity has one value: where models were timed against each other, these times are used everywhere.
            ["training_seconds"] = timedTraining ?? record?.Seconds,
            ["step_seconds"] = timedStep ?? profile.NumberAt("inference", "single_step", "median_seconds"),
            ["notes"] = JsonText.Tree(notes),
            ["diagnostics"] = training?.Diagnostics?.DeepClone(),
            ["test_metrics"] = MeanOf(evaluations.Select(evaluation => evaluation.Facts)),
            ["test_metrics_by_family"] = families,
        };
        if (timedTraining is null && record?.LinkedFrom is { } other) entry["training_linked_from"] = other;
        if (SelectionFacts.Read(context.Folder, model.Name) is { } selection)
            entry["selection"] = selection.ToSummary();
        return (entry, profile);
    }

    private static (ModelStatus Status, string? Message) StatusOf(
        TrainingFacts? training, IReadOnlyList<EvaluationFacts> evaluations, int runs)
    {
        if (training is null) return (ModelStatus.Failed, null);
        if (training.Status != ModelStatus.Ok) return (training.Status, training.Message);
        if (evaluations.Count < runs) return (ModelStatus.Failed, "it was trained, and cannot be loaded again");
        // Exceptions take precedence over overflow.
        var worst = evaluations.FirstOrDefault(evaluation => evaluation.Status == ModelStatus.Failed)
            ?? evaluations.FirstOrDefault(evaluation => evaluation.Status != ModelStatus.Ok);
        return worst is null ? (ModelStatus.Ok, null) : (worst.Status, worst.Message);
    }

    private static JsonObject MeanOf(IEnumerable<EvaluationFacts> evaluations)
    {
        ForecastScores[] scores = [.. evaluations.Select(evaluation => evaluation.Scores)];
        return scores.Length == 0 ? [] : ForecastScores.MeanOf(scores).ToJson();
    }

    private static JsonNode? ReadTree(string path) => File.Exists(path) ? JsonFile.ReadObject(path) : null;
}
