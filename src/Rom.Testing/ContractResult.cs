namespace Rom.Testing;

/// <summary>A check's result.</summary>
/// <param name="Outcome">What it found.</param>
/// <param name="Reason">Why, where the rule does not hold; else empty.</param>
public sealed record ContractResult(ContractOutcome Outcome, string Reason)
{
    internal static ContractResult Holds { get; } = new(ContractOutcome.Holds, "");
}
