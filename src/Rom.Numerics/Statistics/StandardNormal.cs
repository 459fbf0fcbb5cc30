namespace Rom.Numerics.Statistics;

/// <summary>The standard normal distribution, to an absolute error of 1e-15.</summary>
internal static class StandardNormal
{
    // Φ(−8.5) is 1e-17, below the rounding of the sum.
    private const double Farthest = 8.5;

    /// <summary>
    /// Returns the probability Φ(x) of smaller values, as ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …) (Marsaglia, Journal of
    /// Statistical Software 11(4), 2004).
    /// </summary>
    /// <param name="x">The value.</param>
    public static double Probability(double x)
    {
        if (Math.Abs(x) > Farthest) return x < 0 ? 0 : 1;
        double sum = x, term = x;
        for (int k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); k += 2) sum += term *= x * x / k;
        return Math.Clamp(0.5 + sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI), 0, 1);
    }

    /// <summary>Returns the value below which others lie with a probability.</summary>
    /// <param name="probability">The probability, from 0 to 1; −∞ and ∞ belong to these two.</param>
    public static double Quantile(double probability)
    {
        if (probability is 0 or 1) return probability == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        double low = -Farthest, high = Farthest;
        for (double middle = 0; middle > low && middle < high; middle = 0.5 * (low + high))
        {
            double below = Probability(middle);
            if (below == probability) return middle;
            if (below < probability) low = middle;
            else high = middle;
        }
        return high;
    }
}
