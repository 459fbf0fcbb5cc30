using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Statistics;

/// <summary>A summary of a sample.</summary>
/// <param name="Count">Number of values, at least 1.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="StandardDeviation">√(Σ(x − mean)² / n), as <c>numpy.std</c>.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Median">Middle value, or the mean of the two middle ones.</param>
public readonly record struct SampleStatistics(
    int Count, double Mean, double StandardDeviation, double Min, double Max, double Median)
{
    /// <summary>Summarizes a sample. When a value is NaN, so is everything but the count.</summary>
    /// <param name="sample">The values, at least one, in any order.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static SampleStatistics Of(ReadOnlySpan<double> sample)
    {
        if (sample.IsEmpty) throw new ArgumentException("expected at least one value, found none", nameof(sample));
        double[] sorted = sample.ToArray();
        Array.Sort(sorted);
        int n = sorted.Length;
        if (double.IsNaN(sorted[0])) // NaN sorts first
            return new SampleStatistics(n, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        double mean = 0;
        for (int i = 0; i < n; i++) mean += (sorted[i] - mean) / (i + 1); // a running mean: its sums do not overflow
        // Scaling by a power of two is exact, and keeps squares from overflowing or vanishing.
        double largest = Math.Max(Math.Abs(sorted[0] - mean), Math.Abs(sorted[^1] - mean));
        if (!double.IsFinite(largest) && double.IsFinite(sorted[0]) && double.IsFinite(sorted[^1]))
        {
            // Differences overflow; those of the quartered values do not.
            var (_, m, deviation, min, max, middle) = Of(Array.ConvertAll(sorted, value => 0.25 * value));
            return new SampleStatistics(n, 4 * m, 4 * deviation, 4 * min, 4 * max, 4 * middle);
        }
        double scale = double.IsFinite(largest) ? Magnitude.PowerOfTwoScale(largest) : 1;
        double squares = 0;
        foreach (double value in sorted) squares += (value - mean) * scale * ((value - mean) * scale);
        return new SampleStatistics(
            n, mean, Math.Sqrt(squares / n) / scale, sorted[0], sorted[^1], Statistics.Median.OfSorted(sorted));
    }
}
