namespace Rom.Abstractions;

/// <summary>What happens at the edge of a domain.</summary>
public enum Boundary
{
    /// <summary>The domain is a torus: what leaves on one side enters on the other.</summary>
    Periodic,

    /// <summary>The domain has walls that mirror.</summary>
    Reflecting,
}
