using System.Numerics;
using System.Runtime.InteropServices;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Filters fields along their first axis: out[i, j] = Σ_k w_k in[i + k, j], rows beyond the edge taken from inside.
/// Neighbouring columns are summed at once; <see cref="ApplyScalar"/> says the same without vectors.
/// </summary>
internal sealed class AxisFilter
{
    private readonly GaussianKernel kernel;
    private readonly int rows;

    // Which row stands for row i − radius, i from 0: it repeats the field, or its edge, as often as the kernel is long.
    private readonly int[] sourceRow;

    /// <summary>Makes a filter.</summary>
    /// <param name="kernel">The weights.</param>
    /// <param name="rows">Length of the first axis.</param>
    /// <param name="boundary">Periodic fields wrap; others go on beyond the edge with the edge's values.</param>
    public AxisFilter(GaussianKernel kernel, int rows, Boundary boundary)
    {
        (this.kernel, this.rows) = (kernel, rows);
        sourceRow = new int[rows + 2 * kernel.Radius];
        for (int i = 0; i < sourceRow.Length; i++)
        {
            int row = i - kernel.Radius;
            sourceRow[i] = boundary == Boundary.Periodic ? (row % rows + rows) % rows : Math.Clamp(row, 0, rows - 1);
        }
    }

    /// <summary>Filters a field.</summary>
    /// <param name="field">The field [rows, columns].</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    public void Apply(ReadOnlySpan<double> field, Span<double> filtered, CancellationToken cancellation)
    {
        int columns = field.Length / rows;
        int lanes = Vector<double>.Count;
        for (int i = 0; i < rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<double> row = filtered.Slice(i * columns, columns);
            int j = 0;
            for (; j <= columns - 4 * lanes; j += 4 * lanes) SumFourVectors(field, columns, i, j, row);
            for (; j <= columns - lanes; j += lanes) SumOneVector(field, columns, i, j, row);
            for (; j < columns; j++) row[j] = SumScalar(field, columns, i, j);
        }
    }

    /// <summary>Filters a field, one value after the other.</summary>
    /// <param name="field">The field [rows, columns].</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    public void ApplyScalar(ReadOnlySpan<double> field, Span<double> filtered)
    {
        int columns = field.Length / rows;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) filtered[i * columns + j] = SumScalar(field, columns, i, j);
        }
    }

    private double SumScalar(ReadOnlySpan<double> field, int columns, int i, int j)
    {
        double sum = kernel.Weights[0] * field[i * columns + j];
        for (int k = 1; k <= kernel.Radius; k++)
        {
            double above = field[sourceRow[i + kernel.Radius - k] * columns + j];
            double below = field[sourceRow[i + kernel.Radius + k] * columns + j];
            sum += kernel.Weights[k] * (above + below);
        }
        return sum;
    }

    private void SumOneVector(ReadOnlySpan<double> field, int columns, int i, int j, Span<double> row)
    {
        ref double values = ref MemoryMarshal.GetReference(field);
        ReadOnlySpan<double> weights = kernel.Weights;
        var sum = weights[0] * Vector.LoadUnsafe(ref values, (nuint)(i * columns + j));
        for (int k = 1; k < weights.Length; k++)
        {
            nuint above = (nuint)(sourceRow[i + weights.Length - 1 - k] * columns + j);
            nuint below = (nuint)(sourceRow[i + weights.Length - 1 + k] * columns + j);
            sum += weights[k] * (Vector.LoadUnsafe(ref values, above) + Vector.LoadUnsafe(ref values, below));
        }
        sum.CopyTo(row[j..]);
    }

    /// <summary>Four vectors side by side: their sums do not wait for each other, and each weight is read once.</summary>
    private void SumFourVectors(ReadOnlySpan<double> field, int columns, int i, int j, Span<double> row)
    {
        ref double values = ref MemoryMarshal.GetReference(field);
        ReadOnlySpan<double> weights = kernel.Weights;
        nuint lanes = (nuint)Vector<double>.Count;
        nuint here = (nuint)(i * columns + j);
        var sum0 = weights[0] * Vector.LoadUnsafe(ref values, here);
        var sum1 = weights[0] * Vector.LoadUnsafe(ref values, here + lanes);
        var sum2 = weights[0] * Vector.LoadUnsafe(ref values, here + 2 * lanes);
        var sum3 = weights[0] * Vector.LoadUnsafe(ref values, here + 3 * lanes);
        for (int k = 1; k < weights.Length; k++)
        {
            nuint above = (nuint)(sourceRow[i + weights.Length - 1 - k] * columns + j);
            nuint below = (nuint)(sourceRow[i + weights.Length - 1 + k] * columns + j);
            var weight = Vector.Create(weights[k]);
            sum0 += weight * (Vector.LoadUnsafe(ref values, above) + Vector.LoadUnsafe(ref values, below));
            sum1 += weight * (Vector.LoadUnsafe(ref values, above + lanes) + Vector.LoadUnsafe(ref values, below + lanes));
            sum2 += weight * (Vector.LoadUnsafe(ref values, above + 2 * lanes) + Vector.LoadUnsafe(ref values, below + 2 * lanes));
            sum3 += weight * (Vector.LoadUnsafe(ref values, above + 3 * lanes) + Vector.LoadUnsafe(ref values, below + 3 * lanes));
        }
        sum0.CopyTo(row[j..]);
        sum1.CopyTo(row[(j + (int)lanes)..]);
        sum2.CopyTo(row[(j + 2 * (int)lanes)..]);
        sum3.CopyTo(row[(j + 3 * (int)lanes)..]);
    }
}
