using Rom.Abstractions;

namespace Rom.Testing;

/// <summary>What the checks work with where a plugin's defaults do not do: a recording that must be named, say.</summary>
public sealed record ContractExamples
{
    /// <summary>Options by the name of the offer; what is not named here is checked with its defaults.</summary>
    public IReadOnlyDictionary<string, object> Options { get; init; } = new Dictionary<string, object>();

    /// <summary>Initial conditions by the name of their family; others are checked with the family's defaults.</summary>
    public IReadOnlyDictionary<string, InitialCondition> InitialConditions { get; init; } = new Dictionary<string, InitialCondition>();

    /// <summary>Simulated time of a run [time units].</summary>
    public double Duration { get; init; } = 1;
}
