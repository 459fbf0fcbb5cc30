using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation.References;

/// <summary>The facts about the reference forecasts of one test run, in their record.</summary>
/// <param name="References">The scores of each reference that there is, by name.</param>
/// <param name="Ceiling">The scores of the ceiling; null without replicas.</param>
/// <param name="Frames">The number of forecast frames.</param>
/// <param name="IsFar">
/// Whether the run's window is further from every training window than any training run is from the other runs.
/// </param>
internal sealed record ReferenceFacts(
    IReadOnlyDictionary<string, ScoredForecast> References, ScoredForecast? Ceiling, int Frames, bool IsFar)
{
    /// <summary>
    /// How often the shift jumps between peaks of the correlation in the forecast frames; null where it is not
    /// followed.
    /// </summary>
    public int? ShiftJumps { get; init; }

    /// <summary>Reads the facts in a record; malformed values are missing.</summary>
    /// <param name="facts">The output of <see cref="ToJson"/>.</param>
    /// <exception cref="FormatException">It has another form.</exception>
    public static ReferenceFacts FromJson(JsonObject facts) => new(
        (facts["references"] as JsonObject ?? throw new FormatException("expected references"))
            .ToDictionary(pair => pair.Key, pair => ScoredForecast.FromJson(pair.Value)),
        facts["ceiling"] is JsonObject ceiling ? ScoredForecast.FromJson(ceiling) : null,
        (int)(facts.NumberAt("frames") ?? 0),
        facts["is_far"] is JsonValue value && value.TryGetValue(out bool isFar) && isFar)
    {
        ShiftJumps = (int?)facts.NumberAt("shift_jumps"),
    };

    /// <summary>Converts the facts to the form of the record.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["references"] = new JsonObject(
                References.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value.ToJson()))),
            ["ceiling"] = Ceiling?.ToJson(),
            ["frames"] = Frames,
            ["is_far"] = IsFar,
        };
        if (ShiftJumps is { } jumps) json["shift_jumps"] = jumps;
        return json;
    }
}
