using System.ComponentModel.DataAnnotations;
using Rom.Forecasting.Lifting;

namespace RomHost.Configuration.Sections;

/// <summary>Comparison of forecasts with the test runs.</summary>
public sealed record EvaluationOptions : IValidatableObject
{
    /// <summary>
    /// Simulated time at which forecasts begin [time units]. If a model's window is longer, they begin after it.
    /// </summary>
    [Range(0.0, double.MaxValue)]
    public double ForecastStart { get; init; }

    /// <summary>
    /// Whether forecasts that need no model are scored beside the models: climatology, persistence and the nearest
    /// training window.
    /// </summary>
    public bool References { get; init; } = true;

    /// <summary>The difference in R² below which two forecasts are equivalent.</summary>
    [Range(0.0, 1.0)]
    public double Margin { get; init; } = 0.02;

    /// <summary>
    /// What a forecast state is lifted to: <c>expectation</c> adds the variance that forecasts leave, which trains each
    /// model once more without a fifth of the training runs. Matters with the transforms <c>sqrt</c> and <c>log</c>.
    /// </summary>
    public Lift Lift { get; init; } = Lift.State;

    /// <summary>Treatment of negative densities in a lifted forecast.</summary>
    public Clamp Clamp { get; init; } = Clamp.None;

    /// <summary>
    /// Correction of a forecast frame to the true mass of the last frame before the forecast. Where that frame is
    /// empty, every forecast frame is empty.
    /// </summary>
    public MassCorrection Mass { get; init; } = MassCorrection.None;

    /// <summary>Clamp and mass of a lifted forecast.</summary>
    internal MassConstraint Constraint => new(Clamp, Mass);

    /// <summary>Whether forecasts are written as density fields; they are large.</summary>
    public bool SaveForecasts { get; init; } = true;

    /// <summary>Whether R² is written for every forecast frame.</summary>
    public bool SaveTimeResolved { get; init; } = true;

    /// <summary>
    /// Forecasts that are distributions, by members, with their scores beside those of single forecasts; default: none.
    /// </summary>
    public ForecastEnsembleOptions? Ensemble { get; init; }

    /// <summary>
    /// Calibration of the intervals of ensembles by further runs, whose errors also dress ensembles; default: none.
    /// </summary>
    public CalibrationOptions? Calibration { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Calibration is not null && Ensemble is null)
        {
            yield return new ValidationResult(
                "expected none without ensembles, whose intervals are calibrated; add evaluation.ensemble: {}, or "
                + "remove the key",
                [nameof(Calibration)]);
        }
    }
}
