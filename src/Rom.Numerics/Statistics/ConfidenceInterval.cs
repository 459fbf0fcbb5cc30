namespace Rom.Numerics.Statistics;

/// <summary>A statistic with its confidence interval. Immutable.</summary>
public sealed class ConfidenceInterval
{
    internal ConfidenceInterval(
        double estimate, double low, double high, IntervalMethod method, double standardError, int degreesOfFreedom) =>
        (Estimate, Low, High, Method, StandardError, DegreesOfFreedom) =
            (estimate, low, high, method, standardError, degreesOfFreedom);

    /// <summary>The statistic of all rows.</summary>
    public double Estimate { get; }

    /// <summary>Lower end; −∞ where there is no interval.</summary>
    public double Low { get; }

    /// <summary>Upper end; ∞ where there is no interval.</summary>
    public double High { get; }

    /// <summary>The method of the interval.</summary>
    public IntervalMethod Method { get; }

    /// <summary>Standard error of the jackknife; NaN where there is no interval.</summary>
    public double StandardError { get; }

    /// <summary>Degrees of freedom of the standard error; 0 where there is no interval.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>
    /// Returns the two-sided p-value of a true value, by Student's t with the standard error of the jackknife.
    /// </summary>
    /// <remarks>
    /// Of a mean this is the t-test, of differences the paired one. It tests what the interval covers, and no number of
    /// resamples bounds it from below, which a correction for many tests would need.
    /// </remarks>
    /// <param name="value">The true value to test.</param>
    /// <returns>The p-value; 1 where there is no interval.</returns>
    public double PValue(double value)
    {
        if (Method == IntervalMethod.None || Estimate == value) return 1;
        return StandardError > 0 ? StudentT.PValue((Estimate - value) / StandardError, DegreesOfFreedom) : 0;
    }
}
