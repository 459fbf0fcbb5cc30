using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Reservoir;

/// <summary>
/// Options of an ensemble of leaky echo-state networks: random recurrent networks of which only a linear readout is
/// trained.
/// </summary>
public sealed record ReservoirOptions : IOptionsWithDoubts
{
    private const double LargestMemory = 0.1;

    /// <summary>Lag w: past states that drive a network from rest before it forecasts.</summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(1, 200, "a network forgets what is older long before")]
    public int Lag { get; init; } = 5;

    /// <summary>Networks whose forecasts are averaged.</summary>
    [Range(1, 1000)]
    [UsualRange(1, 64, "the mean hardly changes with more")]
    public int Members { get; init; } = 8;

    /// <summary>Units of each network.</summary>
    [Range(1, 5000)]
    [UsualRange(10, 1000, "few units are hardly more than a linear model; the time of a step grows with their square")]
    public int Units { get; init; } = 100;

    /// <summary>Units from which each unit of the network is fed; more than there are count as all.</summary>
    [Range(1, 5000)]
    [UsualRange(1, 100, "sparse networks have richer states")]
    public int Connections { get; init; } = 10;

    /// <summary>Spectral radius of the recurrent weights; below 1 a network forgets its start.</summary>
    [Range(0.0, 2.0)]
    public double SpectralRadius { get; init; } = 0.5;

    /// <summary>Share of a unit's state that is replaced in each step.</summary>
    [Range(double.Epsilon, 1)]
    public double Leak { get; init; } = 0.8;

    /// <summary>Standard deviation of the input to a unit from standardised independent coordinates.</summary>
    [Range(0, 1e3)]
    [UsualRange(0.01, 3, "below, units are linear; above, they are saturated")]
    public double InputScaling { get; init; } = 0.15;

    /// <summary>Largest bias of a unit; without one a network is an odd function of its input.</summary>
    [Range(0, 1e3)]
    [UsualRange(0, 3, "units are saturated")]
    public double BiasScaling { get; init; } = 0.2;

    /// <summary>
    /// Ridge penalty on the readout's squared coefficients, as the weight beside a variance of 1. Default: of the
    /// powers of ten from 1e-6 to 0.1 the one with the least error of closed-loop forecasts of held-out runs.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(1e-12, 1, "without a penalty a readout of many units is unstable; above 1 it is nearly nothing")]
    public double? RidgeAlpha { get; init; }

    /// <summary>
    /// Share of the runs that is held out while ridge_alpha is chosen; at least one run on each side. The model is
    /// fitted to all. Ignored where it is given.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [UsualRange(0.02, 0.6, "both sides need runs")]
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>
    /// Size of the range within which a network's forecast counts, in half-widths of each coordinate's training range
    /// about its middle.
    /// </summary>
    [Range(1, 1e6)]
    [UsualRange(1, 10, "a wide range does not notice a forecast that grows before it is far from all data")]
    public double StabilityMargin { get; init; } = 2;

    /// <summary>
    /// The most training windows; of more each run gives its share, in one stretch.
    /// </summary>
    [Range(1, 1_000_000_000)]
    [UsualRange(100, 1e7, "few windows determine few coefficients")]
    public int MaxWindows { get; init; } = 100_000;

    /// <summary>
    /// The states of a forecast that lasts longer than the training runs. Default: tail, unless another rule is clearly
    /// better in the second halves of the training runs.
    /// </summary>
    public ClosedLoopRule? Beyond { get; init; }

    /// <summary>
    /// The share of the state at rest that is left after a window, where units are linear: (1 − leak (1 −
    /// spectral_radius))^lag.
    /// </summary>
    internal double Memory => Math.Pow(1 - Leak * (1 - SpectralRadius), Lag);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Doubts()
    {
        if (SpectralRadius >= 1)
        {
            yield return new ValidationResult(
                $"spectral_radius {Text(SpectralRadius)}: at 1 or above a network may never forget the state in which "
                + "it began (it lacks the echo-state property), and forecasts depend on the distant past; use less "
                + "than 1",
                [nameof(SpectralRadius)]);
        }
        else if (Memory > LargestMemory)
        {
            yield return new ValidationResult(
                $"lag {Lag}: after a window up to {Text(Memory)} of a network's start is left, (1 − leak (1 − "
                + $"spectral_radius))^lag, usual is at most {Text(LargestMemory)}: it forecasts while it still forgets "
                + "its start; raise lag or leak, or lower spectral_radius",
                [nameof(Lag), nameof(Leak), nameof(SpectralRadius)]);
        }
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
