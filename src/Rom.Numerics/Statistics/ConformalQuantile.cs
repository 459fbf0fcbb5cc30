namespace Rom.Numerics.Statistics;

/// <summary>
/// The score that a new case exceeds with a probability of at most α, whatever its distribution, by n calibration
/// scores that are exchangeable with its own (split conformal prediction).
/// </summary>
/// <remarks>
/// The k-th smallest of n scores, k = ⌈(n + 1)(1 − α)⌉: among n + 1 exchangeable scores without ties every rank of the
/// new one has the probability 1/(n + 1), so that it is covered with k/(n + 1), which is at least 1 − α and less than
/// that plus 1/(n + 1). Nothing may be fitted to the calibration cases. Vovk, Gammerman and Shafer, Algorithmic
/// Learning in a Random World, 2005; Lei et al., Journal of the American Statistical Association 113, 2018, 1094–1111.
/// </remarks>
public static class ConformalQuantile
{
    // (n + 1)(1 − α) of an α that is a rounded 0.1, or 1 less a rounded 0.9, is off by three halves of 2⁻⁵³ (n + 1)
    // from α and the difference, and as much from the product: together less than this times n + 1.
    private const double Rounding = 1.0 / (1L << 51);

    /// <summary>Returns the rank k = ⌈(n + 1)(1 − α)⌉ of the quantile: 9 for n = 9 and α = 0.1.</summary>
    /// <param name="count">The number n of calibration scores, at least 0.</param>
    /// <param name="alpha">The probability α of a score above the quantile, above 0 and below 1.</param>
    /// <returns>The rank, from 1; n + 1 where n scores are too few.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static int Rank(int count, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(alpha > 0 && alpha < 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "expected a level above 0 and below 1");
        double place = (count + 1.0) * (1 - alpha), nearest = Math.Round(place);
        double rank = Math.Abs(place - nearest) <= Rounding * (count + 1.0) ? nearest : Math.Ceiling(place);
        return checked((int)Math.Max(1, rank));
    }

    /// <summary>Computes the quantile.</summary>
    /// <param name="scores">
    /// The calibration scores [n], in any order, large where a forecast is bad; ∞ for a forecast that failed.
    /// </param>
    /// <param name="alpha">The probability α of a score above the quantile, above 0 and below 1.</param>
    /// <returns>The quantile; ∞ where n scores are too few for α.</returns>
    /// <exception cref="ArgumentException">A score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    public static double Of(ReadOnlySpan<double> scores, double alpha)
    {
        int rank = Rank(scores.Length, alpha);
        double[] sorted = scores.ToArray();
        Array.Sort(sorted);
        if (sorted.Length > 0 && double.IsNaN(sorted[0]))
            throw new ArgumentException(
                $"expected numbers as scores, found NaN at {scores.IndexOf(double.NaN)}", nameof(scores));
        return rank > sorted.Length ? double.PositiveInfinity : sorted[rank - 1];
    }
}
