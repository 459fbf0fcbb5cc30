using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// Options of discrete quadratic operator inference, z_(k+1) = c + A·(z_k, …, z_(k−w+1)) + H·(products of z_k), in
/// standardised coordinates z.
/// </summary>
public sealed record OpInfOptions
{
    /// <summary>Lag w: past states in the linear part.</summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(1, 200, "there is a matrix of coefficients for each past state")]
    public int Lag { get; init; } = 5;

    /// <summary>
    /// Leading modes whose products are features: q modes have q·(q + 1)/2. More than the latent dimension are all.
    /// </summary>
    [Range(0, 10_000)]
    [UsualRange(0, 60, "60 modes have 1830 products, and the time of a training grows with the square")]
    public int QuadraticModes { get; init; } = 20;

    /// <summary>
    /// Ridge penalty on coefficients of the newest state, as the weight beside a variance of 1.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1, "above the variance of the states the penalty shrinks every coefficient to nothing")]
    public double LinearPenalty { get; init; } = 1e-4;

    /// <summary>Ridge penalty on coefficients of older states, which are nearly copies of the newest.</summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1, "above the variance of the states the penalty shrinks every coefficient to nothing")]
    public double OlderPenalty { get; init; } = 1e-3;

    /// <summary>
    /// Ridge penalty on coefficients of products; raised where closed-loop forecasts of training runs leave the range.
    /// Default: of the powers of ten from 1e-2 to 1e4 the one with the least error of closed-loop forecasts of held-out
    /// runs.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1e3, "far above the variance of the products the model is linear")]
    public double? QuadraticPenalty { get; init; }

    /// <summary>
    /// How the channel <c>shift_rate</c> is forecast. A rate of the profile is not fed back, and the profile's forecast
    /// is that of a model without the channel.
    /// </summary>
    public ShiftRateRule ShiftRate { get; init; } = ShiftRateRule.Dynamics;

    /// <summary>
    /// Ridge penalty on coefficients of products in the rate of the profile; linear ones have linear_penalty. Default:
    /// of the powers of ten from 1e-6 to 1e4 the one with the least error of the rate in held-out runs. Ignored where
    /// shift_rate is dynamics.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1e3, "far above the variance of the products the rate is linear")]
    public double? RatePenalty { get; init; }

    /// <summary>
    /// Share of the runs that is held out while quadratic_penalty and rate_penalty are chosen; at least one run on each
    /// side. The model is fitted to all. Ignored where they are given.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [UsualRange(0.02, 0.6, "both sides need runs")]
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>
    /// Size of the range within which states stay, in half-widths of each coordinate's training range about its middle.
    /// </summary>
    [Range(1, 1e6)]
    [UsualRange(1, 10, "a wide range does not notice a forecast that grows before it is far from all data")]
    public double StabilityMargin { get; init; } = 2;

    /// <summary>
    /// The most training windows; of more a sample is drawn, in which each run has its share.
    /// </summary>
    [Range(1, 1_000_000_000)]
    [UsualRange(100, 1e7, "few windows determine few coefficients")]
    public int MaxWindows { get; init; } = 50_000;

    /// <summary>
    /// The states of a forecast that lasts longer than the training runs. Default: tail, unless another rule is clearly
    /// better in the second halves of the training runs.
    /// </summary>
    public ClosedLoopRule? Beyond { get; init; }
}
