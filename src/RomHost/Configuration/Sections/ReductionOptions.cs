using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;

namespace RomHost.Configuration.Sections;

/// <summary>The reduction of density fields to a few latent coordinates.</summary>
public sealed record ReductionOptions : IValidatableObject
{
    /// <summary>Stride of the used frames, in simulated frames: one step of the reduced-order models.</summary>
    [Range(1, int.MaxValue)]
    [UsualRange(1, 10_000, "a model steps over so many simulated frames at once")]
    public int Subsample { get; init; } = 1;

    /// <summary>
    /// The reference to which frames are shifted on the periodic grid; they are shifted back after lifting.
    /// </summary>
    public ShiftReference ShiftAlign { get; init; } = ShiftReference.None;

    /// <summary>
    /// How forecasts of aligned frames are rolled back: <c>none</c> (files of forecasts with the true shifts, as the
    /// predecessor does), <c>hold</c> (with the last known one) or <c>rate</c>: models forecast the rate of the shift,
    /// a channel of the latent state (<c>shift_rate</c>).
    /// </summary>
    public ShiftForecast ShiftForecast { get; init; } = ShiftForecast.None;

    /// <summary>Whether shifts are followed from frame to frame.</summary>
    internal bool TracksShifts => ShiftForecast == ShiftForecast.Rate;

    /// <summary>The transform of a density before the basis is built.</summary>
    public DensityTransform Transform { get; init; } = DensityTransform.Raw;

    /// <summary>The ε of the transforms <c>sqrt</c> and <c>log</c> [particles per unit area].</summary>
    [Range(0.0, double.MaxValue)]
    [UsualRange(0, 1, "it is there to keep empty cells apart from zero")]
    public double TransformEpsilon { get; init; } = 1e-10;

    /// <summary>Number of POD modes. If it is not given, <c>energy</c> decides.</summary>
    [Range(1, int.MaxValue)]
    [UsualRange(1, 1000, "models of many modes have few snapshots for each coefficient")]
    public int? Modes { get; init; }

    /// <summary>
    /// The share of the total energy that decides the number of POD modes: the smallest number that keeps it. Ignored
    /// where <c>modes</c> is given.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    [UsualRange(0.5, 0.9999, "lower shares leave the density out, higher ones add modes of noise")]
    public double Energy { get; init; } = 0.99;

    /// <summary>
    /// Number of modes of each channel of further fields (<c>density.fields</c>); fewer where its snapshots differ in
    /// fewer directions.
    /// </summary>
    [Range(1, int.MaxValue)]
    [UsualRange(1, 1000, "models of many modes have few snapshots for each coefficient")]
    public int ChannelModes { get; init; } = 12;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ShiftForecast != ShiftForecast.None && ShiftAlign == ShiftReference.None)
        {
            yield return new ValidationResult(
                $"expected none without shift alignment, found {ShiftForecast.ToString().ToLowerInvariant()}: frames "
                + "that are not shifted have no shift to forecast; add shift_align: mean on a periodic domain, or "
                + "remove the key",
                [nameof(ShiftForecast)]);
        }
        if (Transform == DensityTransform.Log && TransformEpsilon == 0)
        {
            yield return new ValidationResult(
                "expected a value above 0 with the transform 'log', found 0: an empty cell has no logarithm",
                [nameof(TransformEpsilon)]);
        }
    }
}
