namespace Rom.Testing;

/// <summary>A check's result.</summary>
/// <param name="Outcome">What it found.</param>
/// <param name="Reason">Why, where the rule does not hold; else empty.</param>
public sealed record ContractResult(ContractOutcome Outcome, string Reason)
{
    /// <summary>What the plugin threw where the contract allows it no exception; null where it threw nothing such.</summary>
    public Exception? Thrown { get; init; }

    internal static ContractResult Holds { get; } = new(ContractOutcome.Holds, "");
}
