namespace Rom.Abstractions;

/// <summary>The behaviour of particles at the edge of a domain.</summary>
public enum Boundary
{
    /// <summary>The domain is a torus: particles that leave on one side enter on the other.</summary>
    Periodic,

    /// <summary>The domain has reflecting walls.</summary>
    Reflecting,
}
