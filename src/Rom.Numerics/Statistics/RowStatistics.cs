using System.Numerics.Tensors;

namespace Rom.Numerics.Statistics;

/// <summary>Statistics of weighted rows. They are exact where all values are equal, and thread-safe.</summary>
public static class RowStatistics
{
    /// <summary>Creates the mean Σ w x.</summary>
    /// <param name="values">The value of each row [rows], at least one.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static WeightedStatistic Mean(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("expected at least one value, found none", nameof(values));
        // Weights sum to 1 up to rounding only: differences from the first value make the mean of equal ones exact.
        double first = values[0];
        var differences = new double[values.Length];
        TensorPrimitives.Subtract(values, first, differences);
        return weights => first + TensorPrimitives.Dot(weights, differences);
    }

    /// <summary>Creates the ratio of two means over the same rows, (Σ w x) / (Σ w y).</summary>
    /// <param name="numerators">x of each row [rows], at least one.</param>
    /// <param name="denominators">y of each row [rows].</param>
    /// <exception cref="ArgumentException">There are no values, or lengths differ.</exception>
    public static WeightedStatistic RatioOfMeans(
        ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators)
    {
        if (numerators.Length != denominators.Length)
            throw new ArgumentException(
                $"expected as many denominators as numerators, found {denominators.Length} and {numerators.Length}",
                nameof(denominators));
        var (numerator, denominator) = (Mean(numerators), Mean(denominators));
        return weights => numerator(weights) / denominator(weights);
    }
}
