namespace Rom.Numerics.Statistics;

/// <summary>The χ² distribution with a whole number of degrees of freedom, by its finite sums.</summary>
/// <remarks>Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.4.4 and 26.4.5.</remarks>
public static class ChiSquared
{
    /// <summary>Returns the probability of values above x.</summary>
    /// <param name="x">The value; the probability of NaN is NaN.</param>
    /// <param name="degrees">Degrees of freedom ν, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no degrees of freedom.</exception>
    public static double PValue(double x, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (!(x > 0)) return double.IsNaN(x) ? x : 1;
        if (double.IsInfinity(x)) return 0;
        bool isOdd = degrees % 2 == 1;
        // Terms e^(−x/2) (x/2)^s / Γ(s + 1), with s = 0, 1, … for even ν and 1/2, 3/2, … for odd ν, as logarithms: the
        // first ones vanish where x is large, and later ones do not.
        double sum = isOdd ? 2 * StandardNormal.Probability(-Math.Sqrt(x)) : 0;
        double log = isOdd ? -0.5 * x + 0.5 * Math.Log(2 * x / Math.PI) : -0.5 * x;
        for (double s = isOdd ? 0.5 : 0; s <= 0.5 * degrees - 1; s++)
        {
            sum += Math.Exp(log);
            log += Math.Log(0.5 * x / (s + 1));
        }
        return Math.Min(1, sum);
    }

    /// <summary>
    /// Returns the probability of counts at least as uneven, where each of them has the same expectation (Pearson's
    /// test). It holds for expectations of about 5 and more.
    /// </summary>
    /// <param name="counts">The counts, at least two, none negative.</param>
    /// <param name="overdispersion">
    /// How many times as large as those of independent cases their variances are, at least 1.
    /// </param>
    /// <returns>The p-value; NaN where nothing was counted.</returns>
    /// <exception cref="ArgumentException">There are fewer than two counts, or one is negative.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The overdispersion is below 1, or not finite.</exception>
    public static double UniformPValue(ReadOnlySpan<long> counts, double overdispersion = 1)
    {
        if (!(overdispersion >= 1) || double.IsInfinity(overdispersion))
            throw new ArgumentOutOfRangeException(
                nameof(overdispersion), overdispersion, "expected a finite factor of at least 1");
        if (counts.Length < 2)
            throw new ArgumentException($"expected at least two counts, found {counts.Length}", nameof(counts));
        double total = 0, x = 0;
        foreach (long count in counts)
        {
            if (count < 0) throw new ArgumentException($"expected counts, found {count}", nameof(counts));
            total += count;
        }
        double expected = total / counts.Length;
        foreach (long count in counts) x += (count - expected) * ((count - expected) / expected);
        return PValue(x / overdispersion, counts.Length - 1);
    }
}
