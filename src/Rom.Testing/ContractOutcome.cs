namespace Rom.Testing;

/// <summary>The outcome of a check.</summary>
public enum ContractOutcome
{
    /// <summary>The plugin keeps the rule.</summary>
    Holds,

    /// <summary>The plugin breaks the rule.</summary>
    Broken,

    /// <summary>The rule could not be tried: an example is missing, or an earlier check that it needs failed.</summary>
    Unchecked,
}
