using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Binding;

namespace RomHost.Selection;

/// <summary>A candidate and what became of it, as the record of the choice lists it.</summary>
/// <param name="Values">Its values by option.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Message">The reason why it cannot be chosen; null if it can.</param>
/// <param name="Mean">Its mean score over the held-out runs; NaN for none.</param>
/// <param name="StandardError">The standard error of that mean.</param>
/// <param name="Runs">The number of held-out runs with a score.</param>
internal sealed record TriedCandidate(
    OrderedDictionary<string, string> Values, CandidateStatus Status, string? Message, double Mean,
    double StandardError, int Runs)
{
    /// <summary>The values in messages.</summary>
    public string Name => string.Join(", ", Values.Select(value => $"{value.Key} {value.Value}"));

    /// <summary>Lists a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="facts">What became of it.</param>
    public static TriedCandidate Of(Candidate candidate, CandidateFacts facts) => new(
        candidate.Values, facts.Status, facts.Message, facts.Mean, facts.Runs > 0 ? facts.StandardError : double.NaN,
        facts.Runs);

    /// <summary>Converts it to the form of the record.</summary>
    public JsonObject ToJson() => new()
    {
        ["values"] = JsonOf(Values),
        ["status"] = SelectionFacts.StatusText(Status),
        ["message"] = Message,
        ["mean"] = double.IsFinite(Mean) ? Mean : null,
        ["standard_error"] = double.IsFinite(StandardError) ? StandardError : null,
        ["runs"] = Runs,
    };

    /// <summary>Reads it; malformed values are missing.</summary>
    /// <param name="tried">The output of <see cref="ToJson"/>.</param>
    public static TriedCandidate FromJson(JsonObject tried) => new(
        ValuesIn(tried["values"]) ?? [], CandidateFacts.StatusIn(tried), tried.TextAt("message"),
        tried.NumberAt("mean") ?? double.NaN, tried.NumberAt("standard_error") ?? double.NaN,
        (int)(tried.NumberAt("runs") ?? 0));

    /// <summary>The values of options as JSON.</summary>
    /// <param name="values">The values.</param>
    public static JsonObject JsonOf(OrderedDictionary<string, string> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    /// <summary>Reads values of options.</summary>
    /// <param name="node">The output of <see cref="JsonOf"/>.</param>
    /// <returns>The values; null where there are none.</returns>
    public static OrderedDictionary<string, string>? ValuesIn(JsonNode? node) => node is JsonObject values
        ? new(values.Select(value => KeyValuePair.Create(value.Key, value.Value.TextAt() ?? "")))
        : null;
}
