using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace Recorded.Options;

/// <summary>The rectangle that the particles are in, and where it lies in the recording.</summary>
public sealed record DomainOptions : IValidatableObject
{
    /// <summary>Width [length units].</summary>
    [Required]
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Lx { get; init; }

    /// <summary>Height [length units].</summary>
    [Required]
    [Range(0, MaxSide, MinimumIsExclusive = true)]
    public double Ly { get; init; }

    /// <summary>The x of the left edge in the recording, after length_unit [length units].</summary>
    [Range(-MaxSide, MaxSide)]
    public double OriginX { get; init; }

    /// <summary>The y of the lower edge in the recording, after length_unit [length units].</summary>
    [Range(-MaxSide, MaxSide)]
    public double OriginY { get; init; }

    /// <summary>What the edge is: walls, or periodic where the recording was made on a torus.</summary>
    public Boundary Boundary { get; init; } = Boundary.Reflecting;

    /// <summary>What becomes of positions outside the domain.</summary>
    public Outside Outside { get; init; } = Outside.Refuse;

    // Positions are stored in single precision.
    private const double MaxSide = 1e30;

    /// <summary>Only a torus can be wrapped around.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Outside != Outside.Wrap || Boundary == Boundary.Periodic) yield break;
        yield return new ValidationResult(
            "only a domain with boundary: periodic can be wrapped around; use refuse or drop", [nameof(Outside)]);
    }
}
