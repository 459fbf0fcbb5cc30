namespace Rom.Testing;

/// <summary>The result of a check.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">The reason, where the rule does not hold; else empty.</param>
public sealed record ContractResult(ContractOutcome Outcome, string Reason)
{
    /// <summary>The exception that the plugin threw against the contract; null where it threw none.</summary>
    public Exception? Thrown { get; init; }

    internal static ContractResult Holds { get; } = new(ContractOutcome.Holds, "");
}
