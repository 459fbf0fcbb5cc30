using System.Numerics.Tensors;
using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>The logarithm of a ratio with its confidence interval, over repetitions.</summary>
/// <remarks>
/// Rounds of one process share the properties of that process, such as addresses and the layout of its code: more
/// rounds repeat its error and do not show it. So each repetition counts once, with the median of its rounds:
/// repetition at the level where the variance arises (Kalibera and Jones, Rigorous benchmarking in reasonable time,
/// ISMM 2013). The interval is that of the repetitions' <see cref="TrimmedMean"/>, since a few processes, disturbed or
/// badly placed, are ten times as far out as most: with the ordinary mean they decide it alone. Repetitions of one
/// round each, such as trainings, have no medians that are nearly normal: their interval is that of the sign test.
/// </remarks>
/// <param name="Estimate">The estimate of ln(time of B / time of A).</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Two-sided p-value of no difference.</param>
internal readonly record struct RatioInterval(double Estimate, double Low, double High, double PValue)
{
    /// <summary>Computes the interval of repetitions.</summary>
    /// <param name="logRatios">ln(time of B / time of A) of each round.</param>
    /// <param name="roundsPerRepetition">The number of rounds of each repetition, in order.</param>
    /// <param name="confidence">Above 0 and below 1.</param>
    /// <returns>
    /// The interval; from −∞ to ∞ where the repetitions are too few for one, or a ratio is not finite.
    /// </returns>
    public static RatioInterval Of(
        ReadOnlySpan<double> logRatios, IReadOnlyList<int> roundsPerRepetition, double confidence)
    {
        // The ratio of a time that is zero or unknown is undefined: it gives no interval, and never a verdict.
        if (!TensorPrimitives.IsFiniteAll(logRatios))
            return new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1);
        if (roundsPerRepetition.All(rounds => rounds == 1))
        {
            var interval = MedianInterval.Of(logRatios, confidence);
            return new(interval.Median, interval.Low, interval.High, SignTest.PValue(logRatios));
        }
        double[] medians = Repetitions.Medians(logRatios, roundsPerRepetition);
        var centre = TrimmedMean.Of(medians);
        double mean = centre.Mean;
        if (medians.Length < 2) return new(mean, double.NegativeInfinity, double.PositiveInfinity, 1);
        double half = centre.StandardError * StudentT.Quantile(confidence, centre.DegreesOfFreedom);
        double p = centre.StandardError > 0 ? StudentT.PValue(mean / centre.StandardError, centre.DegreesOfFreedom)
            : mean == 0 ? 1 : 0;
        return new(mean, mean - half, mean + half, p);
    }
}
