using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Tests.Configuration.Fakes;

/// <summary>Uniform positions.</summary>
public sealed record FakeUniform : InitialCondition;

public sealed record FakeGaussian : InitialCondition
{
    public double? X { get; init; }

    public double? Y { get; init; }

    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Variance { get; init; } = 1;
}

public sealed record FakeRing : InitialCondition, IValidatableObject
{
    /// <summary>Radius [length units].</summary>
    [Range(0.0, double.MaxValue)]
    public double Radius { get; init; } = 3;

    [Range(0.0, double.MaxValue)]
    public double Width { get; init; } = 0.5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Width > Radius)
            yield return new ValidationResult("expected a width of at most the radius", [nameof(Width)]);
    }
}

public sealed record FakeTwoClusters : InitialCondition
{
    [Range(0.0, double.MaxValue)]
    public double Separation { get; init; } = 5;

    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Sigma { get; init; } = 1;
}
