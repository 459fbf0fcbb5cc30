using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Configuration.Sections;

/// <summary>
/// The choice between candidates for a model's options, <c>ridge_alpha: {choose: [1, 1e-2]}</c>: several options
/// multiply out, the first listed varies slowest. Each candidate is trained without the runs of a fold, and forecasts
/// them in closed loop. Of the candidates within one standard error of the best mean score the first listed is chosen,
/// so list the simplest first.
/// </summary>
public sealed record SelectionOptions
{
    /// <summary>
    /// Number of folds. Each training run is in one fold, at random by the experiment's seed, and is forecast by models
    /// that were trained on the other folds.
    /// </summary>
    [Range(2, 1000)]
    [UsualRange(2, 20, "each fold is a training of every candidate")]
    public int Folds { get; init; } = 5;

    /// <summary>The forecast time that is scored [time units]; default: the length of the held-out run.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double? Horizon { get; init; }

    /// <summary>The score by which candidates are compared: its mean over the held-out runs.</summary>
    public SelectionScore Score { get; init; }

    /// <summary>
    /// A candidate is rejected where a coordinate of a forecast as long as the tests (<c>test.duration</c>) is farther
    /// from its mean over the training data than this many times the training data's largest distance, or not finite.
    /// </summary>
    [Range(1.0, double.MaxValue)]
    [UsualRange(1.5, 100, "forecasts that leave the training data that far are no forecasts")]
    public double StabilityMargin { get; init; } = 5;

    /// <summary>
    /// The most trainings of one model, candidates × folds. More are refused before anything is computed: a limit in
    /// seconds would make results depend on the speed of the machine.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Budget { get; init; } = 1000;
}
