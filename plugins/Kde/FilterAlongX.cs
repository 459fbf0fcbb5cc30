using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Filters a histogram along its second axis: out[i, j] = Σ_k w_k in[i, j + k], cells beyond the edge taken from
/// inside. Most cells of a histogram are empty, so it sums the responses to those that are not; <see
/// cref="ApplyScalar"/> sums by the definition.
/// </summary>
/// <remarks>Holds a buffer, so it belongs to one thread.</remarks>
internal sealed class FilterAlongX
{
    private readonly GaussianKernel kernel;
    private readonly int columns;
    private readonly int[] source;
    private readonly CellResponses responses;
    private readonly int[] occupied;

    /// <summary>Makes a filter.</summary>
    /// <param name="kernel">The weights.</param>
    /// <param name="columns">Length of the second axis.</param>
    /// <param name="boundary">Periodic rows wrap; others go on beyond the edge with the edge's values.</param>
    public FilterAlongX(GaussianKernel kernel, int columns, Boundary boundary)
    {
        (this.kernel, this.columns) = (kernel, columns);
        source = Continuation.Sources(columns, kernel.Radius, boundary);
        responses = new CellResponses(kernel, columns, boundary);
        occupied = new int[columns];
    }

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
        filtered.Clear();
        foreach (int c in occupied.AsSpan(0, FindOccupied(counts)))
            TensorPrimitives.MultiplyAdd(responses.Of(c), scale * counts[c], filtered, filtered);
    }

    /// <summary>
    /// Lists the cells that are not empty; without a branch, since which they are cannot be foreseen.
    /// </summary>
    private int FindOccupied(ReadOnlySpan<double> counts)
    {
        int found = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            occupied[found] = c;
            found += counts[c] != 0 ? 1 : 0;
        }
        return found;
    }
}
