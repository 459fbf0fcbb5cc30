namespace Rom.Analysis.Contests;

/// <summary>The distribution of a contender's times and its anomalies. No value is removed as an outlier.</summary>
/// <param name="MedianSeconds">Median [s].</param>
/// <param name="MadSeconds">Median absolute deviation from it [s].</param>
/// <param name="Percentiles">p50, p90, p95 and p99 [s], as far as there are enough values beyond them.</param>
/// <param name="MildOutliers">
/// Values beyond 1.5 interquartile ranges from the quartiles (Tukey), severe ones aside.
/// </param>
/// <param name="SevereOutliers">Values beyond 3 interquartile ranges.</param>
/// <param name="HasSeveralPeaks">
/// Whether there is more than one peak, at a level of 1 %, so that calls of different kinds are mixed.
/// </param>
/// <param name="Lag1Autocorrelation">Correlation of a round with the next.</param>
/// <param name="IsAutocorrelated">
/// Whether the correlation exceeds chance, at a level of 1 %, so that the machine drifted.
/// </param>
public sealed record SampleShape(
    double MedianSeconds, double MadSeconds, IReadOnlyDictionary<string, double> Percentiles, int MildOutliers,
    int SevereOutliers, bool HasSeveralPeaks, double Lag1Autocorrelation, bool IsAutocorrelated)
{
    // A percentile with fewer values beyond it depends on a few unlucky ones.
    private const double FewestBeyond = 3;

    private const double OnePercent = 2.576; // of a normal distribution, two-sided

    /// <summary>Describes times.</summary>
    /// <param name="seconds">At least one, in the order in which they were taken.</param>
    public static SampleShape Of(ReadOnlySpan<double> seconds) => Of(seconds, [seconds.Length]);

    /// <summary>Describes times of several repetitions.</summary>
    /// <param name="seconds">At least one, in the order in which they were taken.</param>
    /// <param name="roundsPerRepetition">
    /// The number of rounds of each repetition; their sum is the number of times.
    /// </param>
    internal static SampleShape Of(ReadOnlySpan<double> seconds, IReadOnlyList<int> roundsPerRepetition)
    {
        double[] sorted = seconds.ToArray();
        Array.Sort(sorted);
        double median = Quantile(sorted, 0.5), lower = Quantile(sorted, 0.25), upper = Quantile(sorted, 0.75);
        double[] deviations = [.. sorted.Select(value => Math.Abs(value - median)).Order()];
        double range = upper - lower;
        int Beyond(double ranges) =>
            sorted.Count(value => value < lower - ranges * range || value > upper + ranges * range);
        int severe = Beyond(3);
        double[] within = Within(seconds, roundsPerRepetition);
        double correlation = Lag1(within);
        return new SampleShape(
            median, Quantile(deviations, 0.5),
            new[] { 50, 90, 95, 99 }.Where(p => p == 50 || sorted.Length * (100 - p) / 100.0 >= FewestBeyond)
                .ToDictionary(p => $"p{p}", p => Quantile(sorted, p / 100.0)),
            Beyond(1.5) - severe, severe, UnimodalityTest.HasSeveralPeaks(within), correlation,
            correlation * Math.Sqrt(seconds.Length) > OnePercent);
    }

    // Each time is divided by the median of its repetition: differences between processes are neither a drift of the
    // machine nor a mixture of calls. Repetitions of one observation have no median to compare with.
    private static double[] Within(ReadOnlySpan<double> seconds, IReadOnlyList<int> roundsPerRepetition)
    {
        double[] within = seconds.ToArray();
        if (roundsPerRepetition.All(rounds => rounds == 1)) return within;
        double[] medians = Repetitions.Medians(seconds, roundsPerRepetition);
        if (!medians.All(median => median > 0)) return within;
        int at = 0;
        foreach (var (median, rounds) in medians.Zip(roundsPerRepetition))
        {
            foreach (ref double value in within.AsSpan(at, rounds)) value /= median;
            at += rounds;
        }
        return within;
    }

    // Linear between order statistics, as numpy.quantile.
    private static double Quantile(double[] sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length
            ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below])
            : sorted[^1];
    }

    // r₁ = Σ (x_t − m)(x_(t+1) − m) / Σ (x_t − m)²
    private static double Lag1(ReadOnlySpan<double> x)
    {
        double mean = 0, products = 0, squares = 0;
        foreach (double value in x) mean += value / x.Length;
        for (int t = 0; t < x.Length; t++)
        {
            squares += (x[t] - mean) * (x[t] - mean);
            if (t > 0) products += (x[t - 1] - mean) * (x[t] - mean);
        }
        return squares > 0 ? products / squares : 0;
    }
}
