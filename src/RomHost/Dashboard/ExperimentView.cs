using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Pipeline;
using RomHost.Reporting.Tables;

namespace RomHost.Dashboard;

/// <summary>One experiment: what is made, what is being made, its logs, and its results.</summary>
internal static class ExperimentView
{
    private const int MostModels = 100, LongestMessage = 2000;

    /// <summary>Returns the view.</summary>
    /// <param name="experiment">The experiment.</param>
    public static JsonObject Of(ObservedExperiment experiment)
    {
        var (folder, summary) = (experiment.Folder, experiment.Summary);
        var view = OverviewView.Described(experiment);
        view["report"] = InsideFile.Exists(folder, folder.Report);
        view["verdict"] = summary?.ForecastVerdict is { } verdict ? ShortText.Of(verdict, LongestMessage) : null;
        view["doubts"] = Texts(summary?.ForecastDoubts ?? []);
        view["stages"] = Stages(folder);
        var (states, tasks) = SubmittedTasks.Table(folder);
        view["task_states"] = states;
        view["tasks"] = tasks;
        view["logs"] = new ExperimentLogs(folder).List();
        var scores = Score.ShownOf((summary?.Models ?? []).Select(model => model.Scores));
        view["head"] = new JsonArray(
            ["model", "status", .. scores.Select(score => (JsonNode)score.Title),
                .. ResultKeys.Costs.Select(key => (JsonNode)ResultKeys.TitleOf(key))]);
        view["models"] = new JsonArray(
            [.. (summary?.Models ?? []).Take(MostModels).Select(model => Described(model, scores))]);
        view["notes"] = (summary?.Models ?? []).Any(model => model.TrainingLinkedFrom is not null)
            ? new JsonArray(ResultCell.TimedElsewhereMeaning)
            : new JsonArray();
        view["messages"] = Texts((summary?.Models ?? []).Where(model => model.Message is not null)
            .Select(model => $"{model.Name}: {model.Message}"));
        return view;
    }

    private static JsonArray Texts(IEnumerable<string> texts) =>
        [.. texts.Take(MostModels).Select(text => (JsonNode)ShortText.Of(text, LongestMessage))];

    private static JsonNode Described(ModelSummary model, IReadOnlyList<Score> scores) => new JsonArray(
    [
        ShortText.Of(model.Name), ShortText.Of(model.Status ?? "–"),
        .. scores.Select(score => (JsonNode)NumberText.Of(model.Scores[score])),
        model.TrainingSeconds is { } training
            ? NumberText.Time(training) + (model.TrainingLinkedFrom is null ? "" : " " + ResultCell.TimedElsewhere)
            : "–",
        model.StepSeconds is { } step ? NumberText.Time(step) : "–",
        model.Parameters is { } parameters
            ? new ResultCell(null, parameters, null, null, null, 1, 1).Show("parameter_count")
            : "–",
    ]);

    // By the records: artifacts without one are unfinished. Whether they are current, romhost plan says.
    private static JsonArray Stages(ExperimentFolder folder)
    {
        var train = folder.Runs(Split.Train).Where(run => File.Exists(run.Metadata)).ToArray();
        var test = folder.Runs(Split.Test).Where(run => File.Exists(run.Metadata)).ToArray();
        string Made(string stage) => File.Exists(folder.StageRecord(stage)) ? "made" : "–";
        var rows = new List<(string Stage, string Text)>
        {
            (StageNames.TrainingData, Number(train.Length, "run")),
            (StageNames.PodBasis, Made(StageNames.PodBasis)),
            (StageNames.LatentDataset, Made(StageNames.LatentDataset)),
            (StageNames.Training, Trained(folder)),
            (StageNames.Benchmark, Number(folder.StageRecords(StageNames.Benchmark).Count, "model")),
            (StageNames.TestData, Number(test.Length, "run")),
            (StageNames.Replicas, Number(test.Count(run => File.Exists(run.ReplicasRecord)), "run")),
            (StageNames.Evaluation, Number(
                test.Sum(run => RealFolder.Files(run.Root).Count(path =>
                    Path.GetFileName(path) is var name && name.StartsWith("evaluation_", StringComparison.Ordinal)
                    && name.EndsWith(".json", StringComparison.Ordinal))),
                "forecast")),
        };
        return [.. rows.Select(row => new JsonArray(row.Stage, row.Text))];
    }

    private static string Number(int count, string noun) => count == 0 ? "–" : NumberText.Count(count, noun);

    private static string Trained(ExperimentFolder folder)
    {
        string[] models = [.. folder.RecordedModels().Take(MostModels).Select(path => Path.GetFileName(path)!)];
        return models.Length == 0 ? "–" : string.Join(", ", models.Select(model =>
            ArtifactRecord.Read(folder.ModelRecord(model))?.Facts.TextAt("status") is { } status and not "ok"
                ? $"{model} ({status})"
                : model));
    }
}
