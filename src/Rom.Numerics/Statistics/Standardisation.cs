using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Statistics;

/// <summary>
/// Brings each column of a matrix to mean 0 and standard deviation 1, and back: z = (x − mean) / scale. Immutable and
/// thread-safe.
/// </summary>
public sealed class Standardisation
{
    // A standard deviation below so many units of rounding of the mean is rounding itself.
    private const double Rounding = 4;

    private readonly double[] mean;
    private readonly double[] scale;

    /// <summary>Creates one from known means and scales, such as those of a file.</summary>
    /// <param name="mean">Mean of each column [columns], finite.</param>
    /// <param name="scale">Scale of each column [columns], positive and finite.</param>
    /// <exception cref="ArgumentException">
    /// There are no columns, lengths differ, or a value is out of range.
    /// </exception>
    public Standardisation(ReadOnlySpan<double> mean, ReadOnlySpan<double> scale)
    {
        if (mean.IsEmpty || mean.Length != scale.Length)
            throw new ArgumentException(
                $"expected as many scales as means, at least one, found {scale.Length} and {mean.Length}",
                nameof(scale));
        Magnitude.Largest(mean);
        for (int j = 0; j < scale.Length; j++)
        {
            if (!(scale[j] > 0 && double.IsFinite(scale[j])))
                throw new ArgumentException(
                    $"expected positive scales, found {scale[j]} for column {j}", nameof(scale));
        }
        (this.mean, this.scale) = (mean.ToArray(), scale.ToArray());
    }

    /// <summary>Mean of each column [columns].</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>
    /// Standard deviation √(Σ(x − mean)² / n) of each column [columns]; 1 where a column is constant but for rounding.
    /// </summary>
    public ReadOnlySpan<double> Scale => scale;

    /// <summary>Computes means and scales.</summary>
    /// <param name="rows">The matrix [n, columns], row-major, at least one row.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows, the length is not a multiple of the columns, a value is not finite, or the values of a column
    /// are so far apart that their difference is not finite.
    /// </exception>
    public static Standardisation Fit(ReadOnlySpan<double> rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (rows.IsEmpty || rows.Length % columns != 0)
            throw new ArgumentException(
                $"expected rows of {columns} values, at least one, found {rows.Length} values", nameof(rows));
        var (mean, scale) = (Means(rows, columns), new double[columns]);
        // In units of the largest deviation of a column, a power of two, squares neither overflow nor vanish.
        var (largest, deviation) = (new double[columns], new double[columns]);
        for (int start = 0; start < rows.Length; start += columns)
        {
            TensorPrimitives.Subtract(rows.Slice(start, columns), mean, deviation);
            TensorPrimitives.MaxMagnitude(largest, deviation, largest);
        }
        double[] unit = Array.ConvertAll(largest, value => Magnitude.PowerOfTwoScale(Math.Abs(value)));
        for (int start = 0; start < rows.Length; start += columns)
        {
            TensorPrimitives.Subtract(rows.Slice(start, columns), mean, deviation);
            TensorPrimitives.Multiply<double>(deviation, unit, deviation);
            TensorPrimitives.MultiplyAdd<double>(deviation, deviation, scale, scale);
        }
        int n = rows.Length / columns;
        for (int j = 0; j < columns; j++)
        {
            scale[j] = Math.Sqrt(scale[j] / n) / unit[j];
            if (scale[j] <= Rounding * Math.ScaleB(Math.Abs(mean[j]), -52)) scale[j] = 1;
        }
        return new Standardisation(mean, scale);
    }

    /// <summary>Standardises rows in place.</summary>
    /// <param name="rows">Rows [n, columns]; may be empty.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the columns.</exception>
    public void Transform(Span<double> rows)
    {
        Check(rows.Length);
        for (; !rows.IsEmpty; rows = rows[mean.Length..])
        {
            var row = rows[..mean.Length];
            TensorPrimitives.Subtract<double>(row, mean, row);
            TensorPrimitives.Divide<double>(row, scale, row);
        }
    }

    /// <summary>Undoes <see cref="Transform"/> in place.</summary>
    /// <param name="rows">Rows [n, columns]; may be empty.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the columns.</exception>
    public void InverseTransform(Span<double> rows)
    {
        Check(rows.Length);
        for (; !rows.IsEmpty; rows = rows[mean.Length..])
        {
            var row = rows[..mean.Length];
            TensorPrimitives.Multiply<double>(row, scale, row);
            TensorPrimitives.Add<double>(row, mean, row);
        }
    }

    /// <summary>
    /// Computes the mean of each column by differences from the first row: exact where a column is constant, and no sum
    /// of finite values overflows.
    /// </summary>
    internal static double[] Means(ReadOnlySpan<double> rows, int columns)
    {
        double weight = (double)columns / rows.Length;
        var first = rows[..columns];
        var (mean, difference) = (new double[columns], new double[columns]);
        for (int start = 0; start < rows.Length; start += columns)
        {
            TensorPrimitives.Subtract(rows.Slice(start, columns), first, difference);
            TensorPrimitives.MultiplyAdd<double>(difference, weight, mean, mean);
        }
        TensorPrimitives.Add<double>(mean, first, mean);
        int at = mean.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        return at < 0
            ? mean
            : throw new ArgumentException(
                $"expected finite values with finite differences, found others in column {at}", nameof(rows));
    }

    private void Check(int length)
    {
        if (length % mean.Length != 0)
            throw new ArgumentException($"expected rows of {mean.Length} values, found {length} values", "rows");
    }
}
