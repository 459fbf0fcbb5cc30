using System.Text.Json.Serialization;

namespace Rom.Analysis.Contests;

/// <summary>Models against each other, case by case.</summary>
/// <param name="Settings">How they were timed.</param>
/// <param name="Cases">The cases.</param>
public sealed record ContestReport(ContestSettings Settings, IReadOnlyList<CaseResult> Cases)
{
    /// <summary>The notes of all cases, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Notes => [.. Cases.SelectMany(one => one.Notes ?? []).Distinct()];

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonRules.Text(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="System.Text.Json.JsonException">
    /// It is none, lacks a key, or is not whole: a fastest model without times, say, or two cases of one name.
    /// </exception>
    public static ContestReport FromJson(string json)
    {
        var report = JsonRules.Parse<ContestReport>(json);
        ReportRules.Check(report);
        return report;
    }
}
