namespace Rom.Numerics.Statistics;

/// <summary>Student's distribution with a whole number of degrees of freedom, by its finite sums.</summary>
/// <remarks>Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and 26.7.4.</remarks>
public static class StudentT
{
    /// <summary>Returns the two-sided probability of values at least as far from zero as t.</summary>
    /// <param name="t">The value; the probability of NaN is NaN.</param>
    /// <param name="degrees">Degrees of freedom ν, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no degrees of freedom.</exception>
    public static double PValue(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
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
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Quantile(double confidence, int degrees)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(
                nameof(confidence), confidence, "expected a confidence above 0 and below 1");
        double low = 0, high = 1;
        while (PValue(high, degrees) > 1 - confidence) high *= 2;
        // Bisection to the last bit, which is fast enough for a few calls per interval.
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high))
        {
            if (PValue(middle, degrees) > 1 - confidence) low = middle;
            else high = middle;
        }
        return high;
    }
}
