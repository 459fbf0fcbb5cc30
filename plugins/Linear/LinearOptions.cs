using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Linear;

/// <summary>
/// Options of the stable linear model y_k = m + Σ A_j (y_(k−j) − m), tuned on closed-loop forecasts.
/// </summary>
public sealed record LinearOptions : IValidatableObject
{
    /// <summary>Lag w: past states that a prediction uses.</summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(1, 200, "there is a matrix of coefficients for each past state")]
    public int Lag { get; init; } = 5;

    /// <summary>
    /// Ridge penalty of the start, on squared coefficients between standardised coordinates: the weight of the penalty
    /// beside a variance of 1.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1, "above the variance of the states the penalty shrinks every coefficient to nothing")]
    public double RidgeAlpha { get; init; } = 1e-4;

    /// <summary>The largest spectral radius of the companion matrix.</summary>
    [Range(double.Epsilon, 1)]
    [UsualRange(0.5, 1, "a forecast halves its distance to the mean with each step where the spectral radius is 0.5")]
    public double MaxRadius { get; init; } = 0.999;

    /// <summary>The way in which eigenvalues are kept within max_radius.</summary>
    public EigenvalueRule Eigenvalues { get; init; } = EigenvalueRule.Scale;

    /// <summary>Steps of the closed-loop forecasts that the training tunes; shorter where runs are.</summary>
    [Range(1, 100_000)]
    [UsualRange(1, 1000, "the time of a training grows with it")]
    public int Horizon { get; init; } = 50;

    /// <summary>
    /// The most windows from which forecasts are tuned; of more a sample is drawn, in which each run has its share.
    /// </summary>
    [Range(1, 10_000_000)]
    [UsualRange(50, 100_000, "the time of a training grows with it, and few windows tell little")]
    public int MaxWindows { get; init; } = 1000;

    /// <summary>Maximum number of epochs; 0 keeps the start.</summary>
    [Range(0, 100_000)]
    [UsualRange(0, 2000, "trainings end after some tens")]
    public int MaxEpochs { get; init; } = 60;

    /// <summary>Number of epochs without a better error of the held-out runs after which training ends.</summary>
    [Range(1, 100_000)]
    public int Patience { get; init; } = 4;

    /// <summary>Learning rate of Adam, on coefficients between standardised coordinates.</summary>
    [Range(double.Epsilon, 1)]
    [UsualRange(1e-5, 0.05, "Adam moves each coefficient by about this much in a step")]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Share of the runs that is held out; at least one run on each side.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [UsualRange(0.02, 0.6, "both sides need runs")]
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>
    /// The states of a forecast that lasts longer than the training runs. Default: tail, unless another rule is clearly
    /// better in the second halves of the training runs.
    /// </summary>
    public ClosedLoopRule? Beyond { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Eigenvalues == EigenvalueRule.Circle && Lag != 1)
        {
            yield return new ValidationResult(
                $"expected lag 1 with eigenvalues circle, found lag {Lag}: most eigenvalues of a companion matrix of "
                + "several lags belong to no oscillation; set lag to 1, or eigenvalues to disc",
                [nameof(Eigenvalues), nameof(Lag)]);
        }
    }
}
