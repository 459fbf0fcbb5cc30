using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.Statistics;

namespace RomHost.Configuration.Sections;

/// <summary>
/// Calibration of the intervals of ensembles by runs that nothing was fitted to. Ensembles of the kind <c>dressing</c>
/// are made of the errors of their forecasts.
/// </summary>
public sealed record CalibrationOptions : IValidatableObject
{
    /// <summary>
    /// The number of runs, with the duration and in equal shares the initial conditions of the test runs, and with
    /// random numbers of their own. Each is simulated, and forecast by every model. Dressed ensembles do best with
    /// more of them than members: then each member has the errors of another run.
    /// </summary>
    [Range(1, 10_000)]
    [UsualRange(9, 1000, "the coverage of a calibrated interval scatters by 0.3/√runs, and each run is simulated")]
    public int Runs { get; init; } = 40;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        int needed = 1;
        while (ConformalQuantile.Rank(needed, 0.1) > needed) needed++;
        if (Runs < needed)
        {
            yield return new ValidationResult(
                $"expected at least {needed} runs, found {Runs}: fewer cannot say which of ten truths lies outside, "
                + "and intervals of 90 % would be infinite",
                [nameof(Runs)]);
        }
    }
}
