namespace Rom.Testing;

/// <summary>What a check found.</summary>
public enum ContractOutcome
{
    /// <summary>The plugin keeps the rule.</summary>
    Holds,

    /// <summary>The plugin breaks the rule.</summary>
    Broken,

    /// <summary>The rule could not be tried: an example is missing, or what it needs had failed before.</summary>
    Unchecked,
}
