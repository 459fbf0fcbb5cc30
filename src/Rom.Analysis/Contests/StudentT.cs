namespace Rom.Analysis.Contests;

/// <summary>Student's distribution with a whole number of degrees of freedom, by its finite sums.</summary>
/// <remarks>Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and 26.7.4.</remarks>
internal static class StudentT
{
    /// <summary>Returns the two-sided probability of values at least as far from zero as t.</summary>
    /// <param name="t">The value.</param>
    /// <param name="degrees">Degrees of freedom ν, at least 1.</param>
    public static double PValue(double t, int degrees)
    {
        if (double.IsInfinity(t)) return 0;
        double theta = Math.Atan(Math.Abs(t) / Math.Sqrt(degrees)), cos2 = Math.Cos(theta) * Math.Cos(theta);
        bool isOdd = degrees % 2 == 1;
        // 1 + c₁ cos²θ + c₁c₂ cos⁴θ + …, with factors 1/2, 3/4, … for even ν and 2/3, 4/5, … for odd ν.
        double sum = 0, term = 1;
        for (int k = isOdd ? 3 : 2; k <= degrees; k += 2)
        {
            sum += term;
            term *= (k - 1.0) / k * cos2;
        }
        double within = isOdd
            ? 2 / Math.PI * (theta + Math.Sin(theta) * Math.Cos(theta) * sum)
            : Math.Sin(theta) * sum;
        return Math.Clamp(1 - within, 0, 1);
    }

    /// <summary>Returns the value that is exceeded, in absolute value, with a probability of 1 − confidence.</summary>
    /// <param name="confidence">Above 0 and below 1.</param>
    /// <param name="degrees">Degrees of freedom ν, at least 1.</param>
    public static double Quantile(double confidence, int degrees)
    {
        double low = 0, high = 1;
        while (PValue(high, degrees) > 1 - confidence) high *= 2;
        // Bisection to the last bit, which is fast enough for a few calls per pair.
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high))
        {
            if (PValue(middle, degrees) > 1 - confidence) low = middle;
            else high = middle;
        }
        return high;
    }
}
