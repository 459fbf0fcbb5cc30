using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>
/// The ratio of the medians of two independent sets of times, with a bootstrap interval (percentile method; Efron and
/// Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13). Drift between the two measurements is part of the
/// ratio: only paired rounds are free of it.
/// </summary>
public static class UnpairedRatio
{
    private const int Resamples = 2000;

    /// <summary>Compares the times of two measurements.</summary>
    /// <param name="a">Name of the first measurement.</param>
    /// <param name="before">Its times of a call [s], at least one.</param>
    /// <param name="b">Name of the second measurement.</param>
    /// <param name="after">Its times of a call [s], at least one.</param>
    /// <param name="settings">Confidence, margin and seed.</param>
    /// <returns>
    /// The ratio and its interval; from 0 to ∞, and inconclusive, where the times are too few for the confidence (four
    /// and four for 95 %) or their medians have no ratio.
    /// </returns>
    public static PairResult Of(
        string a, ReadOnlySpan<double> before, string b, ReadOnlySpan<double> after, ContestSettings settings)
    {
        double ratio = Median.Of(after) / Median.Of(before);
        bool hasRatio = double.IsFinite(ratio) && ratio > 0;
        if (!hasRatio || !CanTell(before.Length, after.Length, settings.Confidence))
            return new PairResult(a, b, ratio, 0, double.PositiveInfinity, 1, Verdict.Inconclusive);
        var random = new RandomStream(settings.Seed);
        var (first, second) = (new double[before.Length], new double[after.Length]);
        var ratios = new double[Resamples];
        foreach (ref double resampled in ratios.AsSpan())
        {
            foreach (ref double value in first.AsSpan()) value = before[random.NextInt32(before.Length)];
            foreach (ref double value in second.AsSpan()) value = after[random.NextInt32(after.Length)];
            Array.Sort(first);
            Array.Sort(second);
            resampled = Median.OfSorted(second) / Median.OfSorted(first);
        }
        Array.Sort(ratios);
        double tail = (1 - settings.Confidence) / 2;
        double low = ratios[(int)(tail * Resamples)], high = ratios[Resamples - 1 - (int)(tail * Resamples)];
        // The share of resamples on the other side of 1, two-sided.
        int beyond = Math.Min(ratios.Count(value => value <= 1), ratios.Count(value => value >= 1));
        double p = Math.Min(1, 2 * (1 + beyond) / (1.0 + Resamples));
        var verdict = low >= 1 / (1 + settings.Margin) && high <= 1 + settings.Margin ? Verdict.Equivalent
            : low > 1 ? Verdict.Slower : high < 1 ? Verdict.Faster : Verdict.Inconclusive;
        return new PairResult(a, b, ratio, low, high, p, verdict);
    }

    // For n + m equal values, all n lie on one side of the m others in 2 of C(n + m, n) cases. Where that exceeds the
    // error probability, no interval of resampled medians can reach its confidence: for two against two it is one case
    // in three.
    private static bool CanTell(int n, int m, double confidence)
    {
        double cases = 1;
        for (int k = 1; k <= n; k++) cases *= (double)(m + k) / k;
        return 2 / cases <= 1 - confidence;
    }
}
