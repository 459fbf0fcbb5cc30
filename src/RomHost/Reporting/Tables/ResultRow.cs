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

    private ResultRow(
        FoundExperiment experiment, ModelSummary model, OrderedDictionary<string, string> options, string setting)
    {
        (this.experiment, summary, this.options, Model, Setting) =
            (experiment, experiment.Summary!, options, model.Name, setting);
        OptionsOfModel = summary.OptionsOf(Model);
        Plugin = summary.ValueAt(Model, "plugin")?.ToString() ?? "";
    }

    /// <summary>The experiment's folder.</summary>
    public string Root => experiment.Folder.Root;

    /// <summary>The experiment's name among those of the table.</summary>
    public string Experiment => experiment.Name;

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The model's plugin.</summary>
    public string Plugin { get; }

    /// <summary>Returns whether the name of the experiment or of the model has a text in it, in any case.</summary>
    /// <param name="word">The text.</param>
    public bool IsNamed(string word) => experiment.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
        || Model.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// All options of the experiment and its models but the seed: experiments with the same are repetitions.
    /// </summary>
    public string Setting { get; }

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
            string setting = SettingOf(experiment, options);
            foreach (var model in summary.Models) yield return new ResultRow(experiment, model, options, setting);
        }
    }

    // An experiment without options, of a stranger, is the repetition of none.
    private static string SettingOf(FoundExperiment experiment, OrderedDictionary<string, string> options)
    {
        var summary = experiment.Summary!;
        return options.Count == 0 ? experiment.Folder.Root : string.Join('\n', options
            .Where(option => option.Key != ResultKeys.Seed)
            .Concat(summary.Models.SelectMany(model => summary.OptionsOf(model.Name)
                .Select(option => KeyValuePair.Create($"{model.Name}.{option.Key}", option.Value))))
            .Select(option => $"{option.Key}={option.Value}"));
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
            : OptionsOfModel.TryGetValue(key, out string? own) ? ResultValue.Of(own)
            : Of(Full(key).ValueAt(Model, key)) is { } value ? value with { TimedIn = summary.TimedIn(Model, key) }
            : options.TryGetValue(key, out string? text) ? ResultValue.Of(text)
            : null,
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
