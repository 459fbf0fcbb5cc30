using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation.Skill;

namespace RomHost.Pipeline;

/// <summary>
/// Reads <c>summary.json</c>, the results of a finished experiment, for tables, comparisons and the report. Files of
/// any origin are accepted: missing and malformed values are null or empty.
/// </summary>
/// <param name="Json">The whole summary.</param>
internal sealed record ExperimentSummary(JsonObject Json)
{
    /// <summary>The experiment's name.</summary>
    public string? Name => Json.TextAt("experiment_name");

    /// <summary>Whether the models are in the form that a run writes.</summary>
    public bool HasModels => Json["models"] is JsonObject models && models.All(model => model.Value is JsonObject);

    /// <summary>Whether there is a list of models, in any form.</summary>
    public bool NamesModels => Json["models"] is JsonObject;

    /// <summary>The models, in the order of the configuration.</summary>
    public IReadOnlyList<ModelSummary> Models { get; } =
        [.. (Json["models"] as JsonObject ?? []).Select(model => ModelSummary.FromJson(model.Key, model.Value))];

    private readonly MethodSummary[] methods = [.. MethodSummary.Of(Json)];

    /// <summary>The models as forecast methods, with their skill.</summary>
    public IEnumerable<MethodSummary> Skills => methods.Where(method => method.Kind == MethodKind.Model);

    /// <summary>
    /// The forecasts that need no model, and the ceiling: what the models' scores are read beside.
    /// </summary>
    public IReadOnlyList<MethodSummary> References =>
        [.. methods.Where(method => method.Kind != MethodKind.Model)];

    /// <summary>What the models' forecasts are worth, in a sentence or two; null where it is not known.</summary>
    public string? ForecastVerdict => Json.TextAt("forecast_skill", "verdict");

    /// <summary>Reasons to doubt that.</summary>
    public IReadOnlyList<string> ForecastDoubts => TextsOf(Json.At("forecast_skill", "doubts"));

    /// <summary>The models that are shown to be better than every reference, the best first.</summary>
    public IReadOnlyList<string> Best => TextsOf(Json.At("forecast_skill", "best"));

    /// <summary>The scores of ensembles, by method and quantity.</summary>
    public IReadOnlyList<EnsembleSummary> Ensembles { get; } = [.. EnsembleSummary.Of(Json)];

    /// <summary>Number of test runs.</summary>
    public int? TestRuns => (int?)Json.NumberAt("n_test");

    /// <summary>Number of POD modes.</summary>
    public int? Modes => (int?)Json.NumberAt("pod", "r");

    /// <summary>The reference of the alignment before POD.</summary>
    public string? ShiftAlign => Json.TextAt("pod", "shift_align");

    /// <summary>The lengths of a periodic domain along x and y; null for another domain, or an unknown one.</summary>
    public (double X, double Y)? PeriodicLengths =>
        Json.TextAt("grid", "boundary") == "periodic" && Json.NumberAt("grid", "lx") is { } x
            && Json.NumberAt("grid", "ly") is { } y
            ? (x, y)
            : null;

    /// <summary>Whether forecasts say where the swarm is: by the last known shift, or by a forecast one.</summary>
    public bool IsInLab => Json.TextAt("config", "reduction", "shift_forecast") is "hold" or "rate";

    /// <summary>The transform of densities before POD.</summary>
    public string? Transform => Json.TextAt("pod", "transform");

    /// <summary>The machine and the software that produced the figures, by name.</summary>
    public JsonObject? Environment => Json["environment"] as JsonObject;

    /// <summary>Names of the plugins that were built without optimisation.</summary>
    public IReadOnlyList<string> UnoptimisedPlugins =>
    [
        .. (Json["plugins"] as JsonArray ?? [])
            .Where(plugin => plugin.At("optimised")?.GetValueKind() == JsonValueKind.False)
            .Select(plugin => plugin.TextAt("name")).OfType<string>(),
    ];

    /// <summary>Reasons to doubt the times of the comparison.</summary>
    public IReadOnlyList<string> Notes => TextsOf(Json.At("runtime_analysis", "notes"));

    /// <summary>The number of forecast steps that the benchmark times.</summary>
    public double? BenchmarkSteps => Json.NumberAt("config", "benchmark", "steps");

    /// <summary>
    /// The options by dotted key, as text, without those of models and without the experiment's name.
    /// </summary>
    public OrderedDictionary<string, string> Options =>
        OptionsText.Flatten(Json["config"] as JsonObject, "experiment_name", "models");

    /// <summary>
    /// Returns a model's options by dotted key, as text, as they were given: with candidates, also where one is chosen.
    /// </summary>
    /// <param name="model">The model's name.</param>
    public OrderedDictionary<string, string> OptionsOf(string model)
    {
        var given = (Json.At("config", "models") as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(section => section.TextAt("name") == model);
        return OptionsText.Flatten(
            given ?? Json.At("models", model, "parameters") as JsonObject, "name", "plugin", "enabled");
    }

    /// <summary>
    /// Returns the value below a dotted key: of a model's part, its chosen options or its scores, else of the whole
    /// summary.
    /// </summary>
    /// <param name="model">The model's name.</param>
    /// <param name="key">The key, such as <c>diagnostics.train_r2</c> or <c>pod.r</c>.</param>
    public JsonNode? ValueAt(string model, string key)
    {
        string[] path = key.Split('.');
        var part = Json.At("models", model);
        return part.At(path) ?? part.At(["parameters", .. path]) ?? part.At(["test_metrics", .. path])
            ?? Json.At(["config", .. path]) ?? Json.At(path);
    }

    /// <summary>Returns a model's mean of a score or skill over the test runs, with its 95 % interval.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="key">The name of the score, or <c>skill_</c> before it.</param>
    /// <returns>The figures; null where there are none.</returns>
    public (double Value, double? Low, double? High)? EstimateOf(string model, string key)
    {
        var method = (Json.At("forecast_skill", "methods") as JsonArray ?? []).FirstOrDefault(one =>
            one.TextAt("name") == model && one.TextAt("kind") == "model").At(key);
        return method.NumberAt("value") is { } value
            ? (value, method.NumberAt("low"), method.NumberAt("high"))
            : Json.NumberAt("models", model, "test_metrics", key) is { } mean ? (mean, null, null) : null;
    }

    /// <summary>The difference in R² below which forecasts are equivalent; null where it is not there, or negative.
    /// </summary>
    public double? Margin => Json.NumberAt("config", "evaluation", "margin") is >= 0 and var margin ? margin : null;

    /// <summary>Reads a summary.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is not a JSON object; the message names file and position.
    /// </exception>
    public static ExperimentSummary Read(string path) => new(JsonFile.ReadObject(path));

    /// <summary>Returns the seconds for a stage's artifacts.</summary>
    /// <param name="stage">The stage's name.</param>
    public double? SecondsOf(string stage) => Json.NumberAt("stages", stage);

    /// <summary>Returns the other experiments that made artifacts of a stage, whose times count among its seconds.
    /// </summary>
    /// <param name="stage">The stage's name; null for all stages.</param>
    public IReadOnlyList<string> SourcesOf(string? stage) => stage is null
        ? [.. (Json["linked_from"] as JsonObject ?? []).Select(one => one.Key)]
        : TextsOf(Json.At("stages_linked_from", stage));

    /// <summary>Returns the other experiments that measured the time below a key, or a part of it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="key">The key, such as <c>training_seconds</c>, one of <c>stages</c>, or another one.</param>
    /// <returns>Their names; none where this experiment measured it, or the key is that of no time.</returns>
    public IReadOnlyList<string> TimedIn(string model, string key)
    {
        const string Stage = "stages.";
        return key switch
        {
            "training_seconds" =>
                Models.FirstOrDefault(one => one.Name == model)?.TrainingLinkedFrom is { } other ? [other] : [],
            "total_time_minutes" => SourcesOf(null),
            _ => key.StartsWith(Stage, StringComparison.Ordinal) ? SourcesOf(key[Stage.Length..]) : [],
        };
    }

    /// <summary>Returns the skill of a model in R²; null where there is none.</summary>
    /// <param name="model">The model's name.</param>
    public double? SkillOf(string model) => Skills.FirstOrDefault(method => method.Name == model)?.Skill;

    private static IReadOnlyList<string> TextsOf(JsonNode? list) =>
        [.. (list as JsonArray ?? []).Select(text => text.TextAt()).OfType<string>()];
}
