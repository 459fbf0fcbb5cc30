using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace VicsekMorse.Options;

/// <summary>The rectangle in which the particles move.</summary>
public sealed record DomainOptions
{
    /// <summary>Width [length units].</summary>
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Lx { get; init; } = 25;

    /// <summary>Height [length units].</summary>
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Ly { get; init; } = 25;

    /// <summary>The edge of the domain: particles enter again on the other side, or walls reflect them.</summary>
    public Boundary Boundary { get; init; } = Boundary.Periodic;

    // Positions are stored in single precision, and squares of distances must stay finite.
    private const double MaxSide = 1e30;
}
