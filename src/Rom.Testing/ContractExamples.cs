using Rom.Abstractions;

namespace Rom.Testing;

/// <summary>
/// Options and initial conditions for the checks where a plugin's defaults are not enough, such as a recording that
/// must be named.
/// </summary>
public sealed record ContractExamples
{
    /// <summary>Options by the name of the offer; an offer that is missing here is checked with its defaults.</summary>
    public IReadOnlyDictionary<string, object> Options { get; init; } = new Dictionary<string, object>();

    /// <summary>
    /// Initial conditions by the name of their family; others are checked with the family's defaults.
    /// </summary>
    public IReadOnlyDictionary<string, InitialCondition> InitialConditions { get; init; } =
        new Dictionary<string, InitialCondition>();

    /// <summary>Simulated time of a run [time units].</summary>
    public double Duration { get; init; } = 1;
}
