using System.Numerics.Tensors;

namespace Rom.Numerics.Statistics;

/// <summary>An interval for each column of a matrix, such as the range of training data. Immutable.</summary>
public sealed class ColumnRange
{
    private readonly double[] low;
    private readonly double[] high;

    /// <summary>Creates a range from known bounds, such as those of a file.</summary>
    /// <param name="low">Smallest value of each column [columns].</param>
    /// <param name="high">Largest value of each column [columns], not below the smallest.</param>
    /// <exception cref="ArgumentException">
    /// There are no columns, lengths differ, or a smallest value is above the largest.
    /// </exception>
    public ColumnRange(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        if (low.IsEmpty || low.Length != high.Length)
            throw new ArgumentException(
                $"expected as many largest values as smallest, at least one, found {high.Length} and {low.Length}",
                nameof(high));
        for (int j = 0; j < low.Length; j++)
        {
            if (!(low[j] <= high[j]))
                throw new ArgumentException(
                    $"expected at least {low[j]} as the largest value of column {j}, found {high[j]}", nameof(high));
        }
        (this.low, this.high) = (low.ToArray(), high.ToArray());
    }

    /// <summary>Smallest value of each column [columns].</summary>
    public ReadOnlySpan<double> Low => low;

    /// <summary>Largest value of each column [columns].</summary>
    public ReadOnlySpan<double> High => high;

    /// <summary>Computes the range of rows, widened about the middle of each column.</summary>
    /// <param name="rows">The matrix [n, columns], row-major, at least one row, finite.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="margin">The factor of the half-width.</param>
    /// <param name="leastHalfWidth">The half-width, before the factor, of a column that varies less.</param>
    public static ColumnRange Of(ReadOnlySpan<double> rows, int columns, double margin, double leastHalfWidth = 0)
    {
        double[] low = rows[..columns].ToArray(), high = rows[..columns].ToArray();
        for (int i = 0; i < rows.Length; i++)
        {
            low[i % columns] = Math.Min(low[i % columns], rows[i]);
            high[i % columns] = Math.Max(high[i % columns], rows[i]);
        }
        for (int j = 0; j < columns; j++)
        {
            double middle = low[j] / 2 + high[j] / 2;
            double half = margin * Math.Max(high[j] / 2 - low[j] / 2, leastHalfWidth);
            (low[j], high[j]) = (middle - half, middle + half);
        }
        return new ColumnRange(low, high);
    }

    /// <summary>Returns whether a row is within the range; one with NaN is not.</summary>
    /// <param name="row">The row [columns].</param>
    public bool Contains(ReadOnlySpan<double> row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            if (!(row[j] >= low[j] && row[j] <= high[j])) return false;
        }
        return true;
    }

    /// <summary>Projects a row onto the range, column by column.</summary>
    /// <param name="row">The row [columns].</param>
    public void Clamp(Span<double> row) =>
        TensorPrimitives.Clamp<double>(row, low.AsSpan(0, row.Length), high.AsSpan(0, row.Length), row);
}
