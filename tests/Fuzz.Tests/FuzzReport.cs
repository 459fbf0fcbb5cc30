namespace Fuzz.Tests;

/// <summary>The result of fuzzing one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Inputs">Inputs that were read.</param>
/// <param name="Outcomes">Number of inputs by outcome.</param>
/// <param name="Findings">Violations by the reader, one or more lines each.</param>
internal sealed record FuzzReport(
    string Target, int Inputs, IReadOnlyDictionary<string, int> Outcomes, IReadOnlyList<string> Findings)
{
    /// <summary>A line of counts.</summary>
    public override string ToString() =>
        $"{Target,-14} {Inputs,8} inputs: "
        + $"{string.Join(", ", Outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"))}; {Findings.Count} "
        + "findings";
}
