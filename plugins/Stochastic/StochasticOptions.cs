using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Stochastic;

/// <summary>
/// Options of the multilevel linear stochastic model: a linear map of the window, levels that forecast its residual,
/// and noise.
/// </summary>
public sealed record StochasticOptions
{
    /// <summary>The most levels.</summary>
    public const int MostLevels = 3;

    /// <summary>Lag w of the first level: past states. Each further level adds one to the model's window.</summary>
    [Range(1, 1000)]
    [UsualRange(1, 200, "there is a matrix of coefficients for each past state")]
    public int Lag { get; init; } = 3;

    /// <summary>
    /// Number of levels: 1 is a linear map of the window; each other level forecasts the residual of the one before.
    /// Default: as many as held-out runs need until the residual is white.
    /// </summary>
    [Range(1, MostLevels)]
    public int? Levels { get; init; }

    /// <summary>
    /// Ridge penalty of each level, on squared coefficients between standardised coordinates: the weight of the penalty
    /// beside a variance of 1.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1, "above the variance of the states the penalty shrinks every coefficient to nothing")]
    public double RidgeAlpha { get; init; } = 1e-4;

    /// <summary>The largest spectral radius of the companion matrix.</summary>
    [Range(double.Epsilon, 1)]
    [UsualRange(0.5, 1, "a forecast halves its distance to the mean with each step where the spectral radius is 0.5")]
    public double MaxRadius { get; init; } = 0.999;

    /// <summary>
    /// The variance of the noise. Default: state, where held-out runs are likelier with it; else constant.
    /// </summary>
    public NoiseVariance? Noise { get; init; }

    /// <summary>
    /// Size of the range within which states stay, in half-widths of each coordinate's training range about its middle.
    /// </summary>
    [Range(1, 1e6)]
    [UsualRange(1, 10, "a wide range keeps no member near the data")]
    public double StabilityMargin { get; init; } = 2;

    /// <summary>
    /// Share of the runs that is held out while levels and noise are chosen; at least one run on each side. The model
    /// is fitted to all.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [UsualRange(0.02, 0.6, "both sides need runs")]
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>
    /// The states of a forecast that lasts longer than the training runs. Default: tail, unless another rule is clearly
    /// better in the second halves of the training runs. Members fluctuate about them.
    /// </summary>
    public ClosedLoopRule? Beyond { get; init; }
}
