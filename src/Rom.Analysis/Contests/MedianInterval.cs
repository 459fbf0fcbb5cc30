namespace Rom.Analysis.Contests;

/// <summary>
/// A median with a confidence interval that assumes only a continuous distribution: order statistics of the sign test,
/// interpolated to the nominal confidence (Hettmansperger and Sheather, Statistics &amp; Probability Letters 4, 1986,
/// 75–79).
/// </summary>
/// <param name="Median">The median.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct MedianInterval(double Median, double Low, double High)
{
    /// <summary>Computes the interval of a sample.</summary>
    /// <param name="sample">Independent values, at least one.</param>
    /// <param name="confidence">The nominal confidence, above 0 and below 1.</param>
    /// <returns>The interval; where the sample is too small for the confidence, from −∞ to ∞.</returns>
    public static MedianInterval Of(ReadOnlySpan<double> sample, double confidence)
    {
        double[] x = sample.ToArray();
        Array.Sort(x);
        int n = x.Length;
        double median = Numerics.Statistics.Median.OfSorted(x);
        // [x_(d), x_(n+1−d)] holds the median with probability 1 − 2 P(X d), X of the binomial distribution with p =
        // 1/2.
        int d = 0;
        while (d + 1 <= n / 2 && SignTest.Confidence(n, d + 1) >= confidence) d++;
        if (d == 0) return new(median, double.NegativeInfinity, double.PositiveInfinity);
        double above = SignTest.Confidence(n, d), below = SignTest.Confidence(n, d + 1);
        double part = (above - confidence) / (above - below);
        double weight = (n - d) * part / (d + (n - 2 * d) * part);
        return new(
            median,
            (1 - weight) * x[d - 1] + weight * x[d],
            (1 - weight) * x[n - d] + weight * x[n - 1 - d]);
    }
}
