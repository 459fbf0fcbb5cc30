using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace External.Options;

/// <summary>The rectangle [0, lx] × [0, ly] that the particles are in.</summary>
public sealed record DomainOptions
{
    // Positions are stored in single precision.
    private const double MaxSide = 1e30;

    /// <summary>Width [length units].</summary>
    [Required]
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Lx { get; init; }

    /// <summary>Height [length units].</summary>
    [Required]
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Ly { get; init; }

    /// <summary>What the edge is. On a torus positions may count turns; walls may not be crossed.</summary>
    public Boundary Boundary { get; init; } = Boundary.Periodic;
}
