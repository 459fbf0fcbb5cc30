using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;

namespace RomHost.Configuration.Sections;

/// <summary>How density fields become a few latent coordinates.</summary>
public sealed record ReductionOptions : IValidatableObject
{
    /// <summary>Every so many frames of the simulator are used: one step of the reduced-order models.</summary>
    [Range(1, int.MaxValue)]
    [UsualRange(1, 10_000, "a model steps over so many simulated frames at once")]
    public int Subsample { get; init; } = 1;

    /// <summary>
    /// Frames are shifted on the periodic grid to match this reference as well as they can, and shifted back after
    /// lifting.
    /// </summary>
    public ShiftReference ShiftAlign { get; init; } = ShiftReference.None;

    /// <summary>What is done to a density before the basis is built.</summary>
    public DensityTransform Transform { get; init; } = DensityTransform.Raw;

    /// <summary>The ε of the transforms <c>sqrt</c> and <c>log</c> [particles per unit area].</summary>
    [Range(0.0, double.MaxValue)]
    [UsualRange(0, 1, "it is there to keep empty cells apart from zero")]
    public double TransformEpsilon { get; init; } = 1e-10;

    /// <summary>Number of POD modes. Where it is not given, <c>energy</c> decides.</summary>
    [Range(1, int.MaxValue)]
    [UsualRange(1, 1000, "models of many modes have few snapshots for each coefficient")]
    public int? Modes { get; init; }

    /// <summary>
    /// The smallest number of POD modes is taken that keeps this share of the total energy. Not used where
    /// <c>modes</c> is given.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    [UsualRange(0.5, 0.9999, "lower shares leave the density out, higher ones add modes of noise")]
    public double Energy { get; init; } = 0.99;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transform == DensityTransform.Log && TransformEpsilon == 0)
        {
            yield return new ValidationResult(
                "expected a value above 0 with the transform 'log', found 0: an empty cell has no logarithm",
                [nameof(TransformEpsilon)]);
        }
    }
}
