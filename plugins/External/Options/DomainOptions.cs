using Recorded.Options;
using Rom.Abstractions;

namespace External.Options;

/// <summary>The rectangle [0, lx] × [0, ly] that the particles are in.</summary>
public sealed record DomainOptions : RectangleOptions
{
    /// <summary>The kind of edge. On a torus positions may count turns; walls may not be crossed.</summary>
    public Boundary Boundary { get; init; } = Boundary.Periodic;
}
