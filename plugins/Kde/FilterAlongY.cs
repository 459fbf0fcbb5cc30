using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Filters fields along their first axis: out[i, j] = Σ_k w_k in[i + k, j], with rows beyond the edge taken from
/// inside. Two rows and four vectors of columns are summed at once; <see cref="ApplyScalar"/> is the scalar twin.
/// </summary>
internal sealed class FilterAlongY
{
    private readonly GaussianKernel kernel;
    private readonly int rows;
    private readonly int columns;

    // w_{−radius} … w_radius between zeros, so that a row that only one of two neighbours uses adds nothing to the
    // other.
    private readonly double[] weights;

    // The offset of the row that represents row i − radius, i from 0.
    private readonly int[] rowStart;

    /// <summary>Creates a filter.</summary>
    /// <param name="kernel">The weights.</param>
    /// <param name="rows">Length of the first axis.</param>
    /// <param name="columns">Length of the second axis.</param>
    /// <param name="boundary">Periodic fields wrap; others continue beyond the edge with the edge's values.</param>
    public FilterAlongY(GaussianKernel kernel, int rows, int columns, Boundary boundary)
    {
        (this.kernel, this.rows, this.columns) = (kernel, rows, columns);
        weights = [.. Enumerable.Range(-kernel.Radius - 1, 2 * kernel.Radius + 3).Select(kernel.Weight)];
        rowStart = Continuation.Sources(rows, kernel.Radius, boundary);
        for (int i = 0; i < rowStart.Length; i++) rowStart[i] *= columns;
    }

    private static int Width => 4 * Vector<double>.Count;

    /// <summary>Filters a field.</summary>
    /// <param name="field">The field [rows, columns].</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    public void Apply(ReadOnlySpan<double> field, Span<double> filtered, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (rows < 2 || columns < Width)
        {
            ApplyScalar(field, filtered);
            return;
        }
        for (int row = 0; row < rows; row += 2)
        {
            cancellation.ThrowIfCancellationRequested();
            // The last pair overlaps rows that are done: their sums are the same.
            int i = Math.Min(row, rows - 2);
            for (int column = 0; column < columns; column += Width)
            {
                int j = Math.Min(column, columns - Width), at = i * columns + j;
                SumTwoRows(field, i, j, filtered.Slice(at, Width), filtered.Slice(at + columns, Width));
            }
        }
    }

    /// <summary>Filters a field, one value at a time.</summary>
    /// <param name="field">The field [rows, columns].</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    public void ApplyScalar(ReadOnlySpan<double> field, Span<double> filtered)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = -kernel.Radius; k <= kernel.Radius; k++)
                    sum += kernel.Weight(k) * field[rowStart[i + k + kernel.Radius] + j];
                filtered[i * columns + j] = sum;
            }
        }
    }

    /// <summary>Sums rows i and i + 1, reading each source row once for both.</summary>
    private void SumTwoRows(ReadOnlySpan<double> field, int i, int j, Span<double> upper, Span<double> lower)
    {
        nuint lanes = (nuint)Vector<double>.Count;
        ref double column = ref Unsafe.Add(ref MemoryMarshal.GetReference(field), j);
        ReadOnlySpan<int> starts = rowStart.AsSpan(i, weights.Length - 1);
        Vector<double> upper0 = default, upper1 = default, upper2 = default, upper3 = default;
        Vector<double> lower0 = default, lower1 = default, lower2 = default, lower3 = default;
        for (int k = 0; k < starts.Length; k++)
        {
            ref double values = ref Unsafe.Add(ref column, starts[k]);
            var (forUpper, forLower) = (Vector.Create(weights[k + 1]), Vector.Create(weights[k]));
            Accumulate(Vector.LoadUnsafe(ref values), forUpper, forLower, ref upper0, ref lower0);
            Accumulate(Vector.LoadUnsafe(ref values, lanes), forUpper, forLower, ref upper1, ref lower1);
            Accumulate(Vector.LoadUnsafe(ref values, 2 * lanes), forUpper, forLower, ref upper2, ref lower2);
            Accumulate(Vector.LoadUnsafe(ref values, 3 * lanes), forUpper, forLower, ref upper3, ref lower3);
        }
        Store(upper0, upper1, upper2, upper3, upper);
        Store(lower0, lower1, lower2, lower3, lower);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(
        Vector<double> values, Vector<double> forUpper, Vector<double> forLower, ref Vector<double> upper,
        ref Vector<double> lower)
    {
        upper = Vector.MultiplyAddEstimate(forUpper, values, upper);
        lower = Vector.MultiplyAddEstimate(forLower, values, lower);
    }

    private static void Store(Vector<double> a, Vector<double> b, Vector<double> c, Vector<double> d, Span<double> sums)
    {
        int lanes = Vector<double>.Count;
        a.CopyTo(sums);
        b.CopyTo(sums[lanes..]);
        c.CopyTo(sums[(2 * lanes)..]);
        d.CopyTo(sums[(3 * lanes)..]);
    }
}
