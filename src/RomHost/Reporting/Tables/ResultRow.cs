using System.Text.Json;
using System.Text.Json.Nodes;
using RomHost.Pipeline;

namespace RomHost.Reporting.Tables;

/// <summary>The results of one model in one experiment.</summary>
internal sealed class ResultRow
{
    private readonly FoundExperiment experiment;
    private readonly ExperimentSummary summary;
    private readonly OrderedDictionary<string, string> options;

    private ResultRow(FoundExperiment experiment, ModelSummary model, OrderedDictionary<string, string> options)
    {
        (this.experiment, summary, this.options, Model) = (experiment, experiment.Summary!, options, model.Name);
        OptionsOfModel = summary.OptionsOf(Model);
        Plugin = summary.ValueAt(Model, "plugin")?.ToString() ?? "";
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The model's plugin.</summary>
    public string Plugin { get; }

    /// <summary>The experiment's options, as text.</summary>
    public OrderedDictionary<string, string> Options => options;

    /// <summary>The model's options, as text, as they were given.</summary>
    public OrderedDictionary<string, string> OptionsOfModel { get; }

    /// <summary>Lists the models of experiments.</summary>
    /// <param name="experiments">The experiments; those without a summary have no row.</param>
    public static IEnumerable<ResultRow> Of(IEnumerable<FoundExperiment> experiments)
    {
        foreach (var experiment in experiments)
        {
            if (experiment.Summary is not { } summary) continue;
            var options = summary.Options;
            foreach (var model in summary.Models) yield return new ResultRow(experiment, model, options);
        }
    }

    /// <summary>Returns the value below a key.</summary>
    /// <param name="key">
    /// <c>experiment</c>, <c>model</c>, an option, a score or skill, or any key of the summary or of the model's part.
    /// </param>
    /// <returns>The value; null where there is none.</returns>
    public ResultValue? this[string key] => key switch
    {
        ResultKeys.Experiment => ResultValue.Of(experiment.Name),
        ResultKeys.Model => ResultValue.Of(Model),
        _ => summary.EstimateOf(Model, key) is { } estimate
            ? new ResultValue(null, estimate.Value, estimate.Low, estimate.High)
            : Of(Full(key).ValueAt(Model, key))
                ?? (OptionsOfModel.TryGetValue(key, out string? text) || options.TryGetValue(key, out text)
                    ? ResultValue.Of(text)
                    : null),
    };

    private ExperimentSummary Full(string key) =>
        ExperimentIndex.IsLeftOut(key) ? ExperimentSummary.Read(experiment.Folder.Summary) : summary;

    private static ResultValue? Of(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => ResultValue.Of((string)value!),
        JsonValue value => ResultValue.Of(value.ToJsonString()),
        JsonObject or JsonArray => ResultValue.Of(node.ToJsonString()),
        _ => null,
    };
}
