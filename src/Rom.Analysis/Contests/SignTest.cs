namespace Rom.Analysis.Contests;

/// <summary>The sign test of a zero median. It makes no assumption on the distribution.</summary>
internal static class SignTest
{
    /// <summary>
    /// Returns the two-sided probability of signs at least this uneven where the median is zero; zeros are left out.
    /// </summary>
    /// <param name="sample">Independent values.</param>
    public static double PValue(ReadOnlySpan<double> sample)
    {
        int positive = 0, negative = 0;
        foreach (double value in sample)
        {
            if (value > 0) positive++;
            else if (value < 0) negative++;
        }
        int n = positive + negative;
        return n == 0 ? 1 : Math.Min(1, 2 * Below(n, Math.Min(positive, negative) + 1));
    }

    /// <summary>
    /// Returns the probability that the d-th smallest and the d-th largest of n values enclose the median.
    /// </summary>
    public static double Confidence(int n, int d) => 1 - 2 * Below(n, d);

    // P(X < d) for X of the binomial distribution of n with p = 1/2, by logarithms: 2⁻ⁿ alone would underflow.
    private static double Below(int n, int d)
    {
        double sum = 0, logTerm = -n * Math.Log(2);
        for (int k = 0; k < d; k++)
        {
            sum += Math.Exp(logTerm);
            logTerm += Math.Log((double)(n - k) / (k + 1));
        }
        return sum;
    }
}
