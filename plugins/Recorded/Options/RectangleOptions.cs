using System.ComponentModel.DataAnnotations;

namespace Recorded.Options;

/// <summary>The sides of a domain.</summary>
public abstract record RectangleOptions
{
    // Positions are stored in single precision.
    private protected const double MaxSide = 1e30;

    /// <summary>Width [length units].</summary>
    [Required]
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Lx { get; init; }

    /// <summary>Height [length units].</summary>
    [Required]
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Ly { get; init; }
}
