using System.Numerics;
using System.Runtime.InteropServices;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Filters fields along their first axis: out[i, j] = Σ_k w_k in[i + k, j], rows beyond the edge taken from inside.
/// Neighbouring columns are summed at once; <see cref="ApplyScalar"/> says the same without vectors.
/// </summary>
internal sealed class FilterAlongY
{
    private readonly GaussianKernel kernel;
    private readonly int rows;
    private readonly int columns;

    // Where the row begins that stands for row i − radius, i from 0.
    private readonly int[] rowStart;

    /// <summary>Makes a filter.</summary>
    /// <param name="kernel">The weights.</param>
    /// <param name="rows">Length of the first axis.</param>
    /// <param name="columns">Length of the second axis.</param>
    /// <param name="boundary">Periodic fields wrap; others go on beyond the edge with the edge's values.</param>
    public FilterAlongY(GaussianKernel kernel, int rows, int columns, Boundary boundary)
    {
        (this.kernel, this.rows, this.columns) = (kernel, rows, columns);
        rowStart = Continuation.Sources(rows, kernel.Radius, boundary);
        for (int i = 0; i < rowStart.Length; i++) rowStart[i] *= columns;
    }

    /// <summary>Filters a field.</summary>
    /// <param name="field">The field [rows, columns].</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    public void Apply(ReadOnlySpan<double> field, Span<double> filtered, CancellationToken cancellation)
    {
        int lanes = Vector<double>.Count;
        for (int i = 0; i < rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<double> row = filtered.Slice(i * columns, columns);
            int j = 0;
            for (; j <= columns - 4 * lanes; j += 4 * lanes) SumFourVectors(field, i, j, row[j..]);
            for (; j <= columns - lanes; j += lanes) SumOneVector(field, i, j, row[j..]);
            for (; j < columns; j++) row[j] = SumScalar(field, i, j);
        }
    }

    /// <summary>Filters a field, one value after the other.</summary>
    /// <param name="field">The field [rows, columns].</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    public void ApplyScalar(ReadOnlySpan<double> field, Span<double> filtered)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) filtered[i * columns + j] = SumScalar(field, i, j);
        }
    }

    /// <summary>w_0 in[i, j] + Σ_{k ≥ 1} w_k (in[i − k, j] + in[i + k, j]).</summary>
    private double SumScalar(ReadOnlySpan<double> field, int i, int j)
    {
        int centre = i + kernel.Radius;
        double sum = kernel.Weights[0] * field[rowStart[centre] + j];
        for (int k = 1; k <= kernel.Radius; k++)
            sum += kernel.Weights[k] * (field[rowStart[centre - k] + j] + field[rowStart[centre + k] + j]);
        return sum;
    }

    private void SumOneVector(ReadOnlySpan<double> field, int i, int j, Span<double> sums)
    {
        ref double column = ref MemoryMarshal.GetReference(field[j..]);
        ReadOnlySpan<double> weights = kernel.Weights;
        int centre = i + weights.Length - 1;
        var sum = weights[0] * Vector.LoadUnsafe(ref column, (nuint)rowStart[centre]);
        for (int k = 1; k < weights.Length; k++)
        {
            var pair = Vector.LoadUnsafe(ref column, (nuint)rowStart[centre - k])
                + Vector.LoadUnsafe(ref column, (nuint)rowStart[centre + k]);
            sum = Vector.MultiplyAddEstimate(Vector.Create(weights[k]), pair, sum);
        }
        sum.CopyTo(sums);
    }

    /// <summary>
    /// Four vectors side by side: their sums do not wait for each other, and each weight is read once.
    /// </summary>
    private void SumFourVectors(ReadOnlySpan<double> field, int i, int j, Span<double> sums)
    {
        int lanes = Vector<double>.Count;
        ref double column0 = ref MemoryMarshal.GetReference(field[j..]);
        ref double column1 = ref MemoryMarshal.GetReference(field[(j + lanes)..]);
        ref double column2 = ref MemoryMarshal.GetReference(field[(j + 2 * lanes)..]);
        ref double column3 = ref MemoryMarshal.GetReference(field[(j + 3 * lanes)..]);
        ReadOnlySpan<double> weights = kernel.Weights;
        int centre = i + weights.Length - 1;
        nuint here = (nuint)rowStart[centre];
        var sum0 = weights[0] * Vector.LoadUnsafe(ref column0, here);
        var sum1 = weights[0] * Vector.LoadUnsafe(ref column1, here);
        var sum2 = weights[0] * Vector.LoadUnsafe(ref column2, here);
        var sum3 = weights[0] * Vector.LoadUnsafe(ref column3, here);
        for (int k = 1; k < weights.Length; k++)
        {
            var (above, below) = ((nuint)rowStart[centre - k], (nuint)rowStart[centre + k]);
            var weight = Vector.Create(weights[k]);
            var pair0 = Vector.LoadUnsafe(ref column0, above) + Vector.LoadUnsafe(ref column0, below);
            var pair1 = Vector.LoadUnsafe(ref column1, above) + Vector.LoadUnsafe(ref column1, below);
            var pair2 = Vector.LoadUnsafe(ref column2, above) + Vector.LoadUnsafe(ref column2, below);
            var pair3 = Vector.LoadUnsafe(ref column3, above) + Vector.LoadUnsafe(ref column3, below);
            sum0 = Vector.MultiplyAddEstimate(weight, pair0, sum0);
            sum1 = Vector.MultiplyAddEstimate(weight, pair1, sum1);
            sum2 = Vector.MultiplyAddEstimate(weight, pair2, sum2);
            sum3 = Vector.MultiplyAddEstimate(weight, pair3, sum3);
        }
        sum0.CopyTo(sums);
        sum1.CopyTo(sums[lanes..]);
        sum2.CopyTo(sums[(2 * lanes)..]);
        sum3.CopyTo(sums[(3 * lanes)..]);
    }
}
