using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace Recorded.Options;

/// <summary>The rectangle that the particles are in, and where it lies in the recording.</summary>
public sealed record DomainOptions : RectangleOptions, IValidatableObject
{
    /// <summary>The x of the left edge in the recording, after length_unit [length units].</summary>
    [Range(-MaxSide, MaxSide)]
    public double OriginX { get; init; }

    /// <summary>The y of the lower edge in the recording, after length_unit [length units].</summary>
    [Range(-MaxSide, MaxSide)]
    public double OriginY { get; init; }

    /// <summary>The edge of the domain: walls, or periodic where the recording was made on a torus.</summary>
    public Boundary Boundary { get; init; } = Boundary.Reflecting;

    /// <summary>Treatment of positions outside the domain.</summary>
    public Outside Outside { get; init; } = Outside.Refuse;

    /// <summary>Only a torus can be wrapped around.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Outside != Outside.Wrap || Boundary == Boundary.Periodic) yield break;
        yield return new ValidationResult(
            "only a domain with boundary: periodic can be wrapped around; use refuse or drop", [nameof(Outside)]);
    }
}
