using Rom.Analysis.Contests;
using Rom.Analysis.Growth;

namespace Rom.Analysis;

/// <summary>
/// The cost of a forecast in two parts: t(n) = window + n · step. A model with a state processes its window before the
/// first step, and does so again in every forecast, however short: the time of its first step is not the time of a
/// further step.
/// </summary>
/// <param name="WindowSeconds">
/// Time for processing a window [s]: the intercept of a least-squares line over horizons, the median of the rounds.
/// </param>
/// <param name="WindowLow">Lower end of its interval [s].</param>
/// <param name="WindowHigh">Upper end [s].</param>
/// <param name="StepSeconds">Time of a further step [s]: the slope.</param>
/// <param name="StepLow">Lower end of its interval [s].</param>
/// <param name="StepHigh">Upper end [s].</param>
public sealed record ForecastCost(
    double WindowSeconds, double WindowLow, double WindowHigh, double StepSeconds, double StepLow, double StepHigh)
{
    /// <summary>Computes the parts from rounds.</summary>
    /// <param name="horizons">Steps of the timed forecasts, at least two different values [k].</param>
    /// <param name="rounds">The time at each horizon, for each round [rounds][k] [s].</param>
    /// <param name="confidence">Confidence of the intervals, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">There is no round, or there are fewer than two horizons.</exception>
    public static ForecastCost Of(IReadOnlyList<double> horizons, IReadOnlyList<double[]> rounds, double confidence)
    {
        if (rounds.Count == 0) throw new ArgumentException("expected at least one round, found none", nameof(rounds));
        double meanHorizon = horizons.Average();
        double[] steps = [.. rounds.Select(round => LeastSquares.Slope(horizons, round))];
        double[] windows = [.. rounds.Select((round, k) => round.Average() - steps[k] * meanHorizon)];
        MedianInterval step = MedianInterval.Of(steps, confidence), window = MedianInterval.Of(windows, confidence);
        return new(window.Median, window.Low, window.High, step.Median, step.Low, step.High);
    }
}
