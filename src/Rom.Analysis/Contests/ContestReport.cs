using System.Text.Json.Serialization;

namespace Rom.Analysis.Contests;

/// <summary>The comparison of models, case by case.</summary>
/// <param name="Settings">The settings of the timing.</param>
/// <param name="Cases">The cases.</param>
public sealed record ContestReport(ContestSettings Settings, IReadOnlyList<CaseResult> Cases)
{
    /// <summary>The distinct notes of all cases.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Notes => [.. Cases.SelectMany(one => one.Notes ?? []).Distinct()];

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonRules.Text(this);

    /// <summary>Reads JSON that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="System.Text.Json.JsonException">
    /// The text is not valid, lacks a key, or is incomplete, with a fastest model without times or two cases of the
    /// same name, for example.
    /// </exception>
    public static ContestReport FromJson(string json)
    {
        var report = JsonRules.Parse<ContestReport>(json);
        ReportRules.Check(report);
        return report;
    }
}
