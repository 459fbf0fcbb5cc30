using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Pipeline;

/// <summary>
/// What a finished experiment found, as <c>summary.json</c> says it: the one reader of results, for tables, comparisons
/// and the report. A summary may come from anywhere: what is absent or of another form is null or empty.
/// </summary>
/// <param name="Json">The summary, whole.</param>
internal sealed record ExperimentSummary(JsonObject Json)
{
    /// <summary>The experiment's name.</summary>
    public string? Name => Json.TextAt("experiment_name");

    /// <summary>Whether the summary names the models as a run writes them.</summary>
    public bool HasModels => Json["models"] is JsonObject models && models.All(model => model.Value is JsonObject);

    /// <summary>Whether the summary has a list of models, of whatever form.</summary>
    public bool NamesModels => Json["models"] is JsonObject;

    /// <summary>Its models, in the order of the configuration.</summary>
    public IReadOnlyList<ModelSummary> Models { get; } =
        [.. (Json["models"] as JsonObject ?? []).Select(model => ModelSummary.FromJson(model.Key, model.Value))];

    /// <summary>Number of test runs.</summary>
    public int? TestRuns => (int?)Json.NumberAt("n_test");

    /// <summary>Number of POD modes.</summary>
    public int? Modes => (int?)Json.NumberAt("pod", "r");

    /// <summary>Reasons to read the times of the contest with care.</summary>
    public IReadOnlyList<string> Notes =>
        [.. (Json.At("runtime_analysis", "notes") as JsonArray ?? []).Select(note => note.TextAt()).OfType<string>()];

    /// <summary>Steps of a forecast that the benchmark times.</summary>
    public double? BenchmarkSteps => Json.NumberAt("config", "benchmark", "steps");

    /// <summary>Reads a summary.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It holds no object of JSON; the message names file and place.</exception>
    public static ExperimentSummary Read(string path) => new(JsonFile.ReadObject(path));

    /// <summary>The seconds that the artifacts of a stage took.</summary>
    /// <param name="stage">The stage's name.</param>
    public double? SecondsOf(string stage) => Json.NumberAt("stages", stage);
}
