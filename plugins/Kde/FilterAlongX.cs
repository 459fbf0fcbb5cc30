using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Filters a histogram along its second axis: out[i, j] = Σ_k w_k in[i, j + k], with cells beyond the edge taken from
/// inside. Most cells of a histogram are empty, so it sums the responses to the others; <see cref="ApplyScalar"/> sums
/// by the definition.
/// </summary>
/// <remarks>Holds a buffer, so it belongs to one thread.</remarks>
internal sealed class FilterAlongX
{
    private readonly GaussianKernel kernel;
    private readonly int columns;
    private readonly int[] source;
    private readonly CellResponses responses;
    private readonly int[] occupied;

    /// <summary>Creates a filter.</summary>
    /// <param name="kernel">The weights.</param>
    /// <param name="columns">Length of the second axis.</param>
    /// <param name="boundary">Periodic rows wrap; others continue beyond the edge with the edge's values.</param>
    public FilterAlongX(GaussianKernel kernel, int columns, Boundary boundary)
    {
        (this.kernel, this.columns) = (kernel, columns);
        source = Continuation.Sources(columns, kernel.Radius, boundary);
        responses = new CellResponses(kernel, columns, boundary);
        occupied = new int[columns];
    }

    private static int Width => 4 * Vector<double>.Count;

    /// <summary>Filters a histogram and scales it.</summary>
    /// <param name="counts">Particles in each cell [rows, columns].</param>
    /// <param name="scale">Factor on the result.</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    public void Apply(
        ReadOnlySpan<double> counts, double scale, Span<double> filtered, CancellationToken cancellation)
    {
        for (int start = 0; start < counts.Length; start += columns)
        {
            cancellation.ThrowIfCancellationRequested();
            FilterRow(counts.Slice(start, columns), scale, filtered.Slice(start, columns));
        }
    }

    /// <summary>Filters a histogram and scales it, each cell by the definition.</summary>
    /// <param name="counts">Particles in each cell [rows, columns].</param>
    /// <param name="scale">Factor on the result.</param>
    /// <param name="filtered">Receives the filtered field, of the same shape; another buffer.</param>
    public void ApplyScalar(ReadOnlySpan<double> counts, double scale, Span<double> filtered)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            var (start, j) = (i / columns * columns, i % columns);
            double sum = 0;
            for (int k = -kernel.Radius; k <= kernel.Radius; k++)
                sum += kernel.Weight(k) * counts[start + source[j + k + kernel.Radius]];
            filtered[i] = scale * sum;
        }
    }

    /// <summary>out[j] = Σ_c scale · in[c] · response_c[j] over the cells c that are not empty.</summary>
    private void FilterRow(ReadOnlySpan<double> counts, double scale, Span<double> filtered)
    {
        ReadOnlySpan<int> cells = occupied.AsSpan(0, FindOccupied(counts));
        if (columns < Width)
        {
            for (int j = 0; j < columns; j++)
            {
                filtered[j] = 0;
                foreach (int c in cells) filtered[j] += scale * counts[c] * responses.Of(c)[j];
            }
            return;
        }
        for (int column = 0; column < columns; column += Width)
        {
            // The last stretch overlaps columns that are done: their sums are the same.
            int j = Math.Min(column, columns - Width);
            SumFourVectors(counts, cells, scale, j, filtered.Slice(j, Width));
        }
    }

    /// <summary>Four vectors side by side: the sums of a stretch of columns stay in registers.</summary>
    private void SumFourVectors(
        ReadOnlySpan<double> counts, ReadOnlySpan<int> cells, double scale, int j, Span<double> sums)
    {
        int lanes = Vector<double>.Count;
        var (sum0, sum1) = (Vector<double>.Zero, Vector<double>.Zero);
        var (sum2, sum3) = (Vector<double>.Zero, Vector<double>.Zero);
        foreach (int c in cells)
        {
            var amount = Vector.Create(scale * counts[c]);
            ReadOnlySpan<double> response = responses.Of(c).Slice(j, 4 * lanes);
            ref double first = ref MemoryMarshal.GetReference(response);
            sum0 = Vector.MultiplyAddEstimate(amount, Vector.LoadUnsafe(ref first), sum0);
            sum1 = Vector.MultiplyAddEstimate(amount, Vector.LoadUnsafe(ref first, (nuint)lanes), sum1);
            sum2 = Vector.MultiplyAddEstimate(amount, Vector.LoadUnsafe(ref first, (nuint)(2 * lanes)), sum2);
            sum3 = Vector.MultiplyAddEstimate(amount, Vector.LoadUnsafe(ref first, (nuint)(3 * lanes)), sum3);
        }
        sum0.CopyTo(sums);
        sum1.CopyTo(sums[lanes..]);
        sum2.CopyTo(sums[(2 * lanes)..]);
        sum3.CopyTo(sums[(3 * lanes)..]);
    }

    /// <summary>Lists the cells that are not empty.</summary>
    private int FindOccupied(ReadOnlySpan<double> counts)
    {
        int found = 0;
        for (int first = 0; first < counts.Length; first += 64)
        {
            ulong bits = NotZero(counts.Slice(first, Math.Min(64, counts.Length - first)));
            for (; bits != 0; bits &= bits - 1) occupied[found++] = first + BitOperations.TrailingZeroCount(bits);
        }
        return found;
    }

    /// <summary>
    /// Returns a bit for each of at most 64 cells, without branches, since empty cells are unpredictable.
    /// </summary>
    private static ulong NotZero(ReadOnlySpan<double> cells)
    {
        ref double first = ref MemoryMarshal.GetReference(cells);
        ulong bits = 0;
        int c = 0;
        for (; c <= cells.Length - Vector256<double>.Count; c += Vector256<double>.Count)
        {
            var isEmpty = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)c), Vector256<double>.Zero);
            bits |= (ulong)(~isEmpty).ExtractMostSignificantBits() << c;
        }
        for (; c < cells.Length; c++) bits |= (cells[c] == 0 ? 0UL : 1UL) << c;
        return bits;
    }
}
