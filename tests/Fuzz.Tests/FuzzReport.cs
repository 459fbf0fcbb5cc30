namespace Fuzz.Tests;

/// <summary>What a target answered.</summary>
/// <param name="Target">The target.</param>
/// <param name="Inputs">Inputs that were read.</param>
/// <param name="Outcomes">How many ended how.</param>
/// <param name="Findings">What a reader may not do, a line or more each.</param>
internal sealed record FuzzReport(
    string Target, int Inputs, IReadOnlyDictionary<string, int> Outcomes, IReadOnlyList<string> Findings)
{
    /// <summary>A line of counts.</summary>
    public override string ToString() =>
        $"{Target,-14} {Inputs,8} inputs: "
        + $"{string.Join(", ", Outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"))}; {Findings.Count} "
        + "findings";
}
