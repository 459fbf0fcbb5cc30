namespace Rom.Numerics.Statistics;

/// <summary>
/// The median of a sample: the middle value, or the mean of the two middle ones. NaN where a value is NaN.
/// </summary>
public static class Median
{
    /// <summary>Computes the median.</summary>
    /// <param name="sample">The values, at least one, in any order.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Of(ReadOnlySpan<double> sample)
    {
        double[] sorted = sample.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted);
    }

    /// <summary>Computes the median of sorted values.</summary>
    /// <param name="sorted">
    /// The values, at least one, ascending as <see cref="Array.Sort(Array)"/> sorts them: NaN first.
    /// </param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted)
    {
        Check(sorted.Length);
        double lower = sorted[(sorted.Length - 1) / 2], upper = sorted[sorted.Length / 2];
        return double.IsNaN(sorted[0]) ? double.NaN : Mean(lower, upper);
    }

    /// <summary>Computes the median of sorted values, in double.</summary>
    /// <param name="sorted">
    /// The values, at least one, ascending as <see cref="Array.Sort(Array)"/> sorts them: NaN first.
    /// </param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double OfSorted(ReadOnlySpan<float> sorted)
    {
        Check(sorted.Length);
        float lower = sorted[(sorted.Length - 1) / 2], upper = sorted[sorted.Length / 2];
        return float.IsNaN(sorted[0]) ? double.NaN : Mean(lower, upper);
    }

    /// <summary>
    /// Picks the middle of sorted values, or the lower of the two middle ones: a value of the sample.
    /// </summary>
    /// <param name="sorted">The values, at least one, ascending.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double LowerOfSorted(ReadOnlySpan<double> sorted)
    {
        Check(sorted.Length);
        return sorted[(sorted.Length - 1) / 2];
    }

    /// <summary>
    /// Picks the middle of sorted values, or the upper of the two middle ones: a value of the sample.
    /// </summary>
    /// <param name="sorted">The values, at least one, ascending.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double UpperOfSorted(ReadOnlySpan<double> sorted)
    {
        Check(sorted.Length);
        return sorted[sorted.Length / 2];
    }

    // Halved before the sum, which overflows for large values; equal ones may be infinite.
    private static double Mean(double lower, double upper) => lower == upper ? lower : 0.5 * lower + 0.5 * upper;

    private static void Check(int count)
    {
        if (count == 0) throw new ArgumentException("expected at least one value, found none");
    }
}
