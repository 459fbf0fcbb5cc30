using System.Buffers;
using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;

namespace Stochastic;

/// <summary>
/// Computes paths of the process y_k = c + (A_w … A_1) (y_(k−w) … y_(k−1)) + S (√g(y_(k−1)) ∘ ξ_k), a step of all of
/// them as one product of matrices. A path does not depend on the others, to the bit. Immutable and thread-safe.
/// </summary>
internal sealed class PathGroup
{
    /// <summary>The most paths of a group: the windows of 16 fit into the first-level cache with short lags.</summary>
    public const int MostPaths = 16;

    private readonly PackedMatrix coefficients; // (A_w … A_1 S)ᵀ [(w+1)·r, r]
    private readonly double[] constants;        // c, once for each path
    private readonly ColumnRange ranges;        // likewise
    private readonly Noise noise;
    private readonly int r;

    /// <summary>Creates a group.</summary>
    /// <param name="map">The conditional mean of the next state.</param>
    /// <param name="noise">The noise.</param>
    /// <param name="range">The range within which states stay.</param>
    public PathGroup(WindowMap map, Noise noise, ColumnRange range)
    {
        (this.noise, r) = (noise, map.Dimension);
        constants = Repeated(map.Constant);
        ranges = new ColumnRange(Repeated(range.Low), Repeated(range.High));
        int p = map.Coefficients.Length / r;
        coefficients = new PackedMatrix(
            [.. Transposition.Of(map.Coefficients, r, p), .. Transposition.Of(noise.Directions, r, r)], p + r, r);
    }

    /// <summary>Computes paths from one window.</summary>
    /// <param name="window">The window [w, r], standardised.</param>
    /// <param name="steps">Steps of each path.</param>
    /// <param name="states">
    /// Normal numbers ξ [paths, steps, r], at most <see cref="MostPaths"/> paths; receives the states.
    /// </param>
    public void Write(ReadOnlySpan<double> window, int steps, Span<double> states)
    {
        int width = window.Length + r, paths = states.Length / (steps * r);
        double[] rented = ArrayPool<double>.Shared.Rent(checked(paths * (width + 2 * r)));
        Span<double> inputs = rented.AsSpan(0, paths * width); // window and noise of each path
        Span<double> newest = rented.AsSpan(inputs.Length, paths * r);
        Span<double> deviations = rented.AsSpan(inputs.Length + newest.Length, paths * r);
        for (int m = 0; m < paths; m++)
        {
            window.CopyTo(inputs[(m * width)..]);
            window[^r..].CopyTo(newest[(m * r)..]);
        }
        for (int k = 0; k < steps; k++)
        {
            noise.Deviations(newest, deviations);
            constants.AsSpan(0, newest.Length).CopyTo(newest);
            for (int m = 0; m < paths; m++)
            {
                var normal = states.Slice((m * steps + k) * r, r);
                TensorPrimitives.Multiply(
                    normal, deviations.Slice(m * r, r), inputs.Slice(m * width + window.Length, r));
            }
            Gemm.MultiplyAdd(inputs, coefficients, newest, paths);
            ranges.Clamp(newest);
            for (int m = 0; m < paths; m++)
            {
                var state = newest.Slice(m * r, r);
                state.CopyTo(states[((m * steps + k) * r)..]);
                var past = inputs.Slice(m * width, window.Length);
                past[r..].CopyTo(past);
                state.CopyTo(past[^r..]);
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private static double[] Repeated(ReadOnlySpan<double> row)
    {
        var rows = new double[MostPaths * row.Length];
        for (int m = 0; m < MostPaths; m++) row.CopyTo(rows.AsSpan(m * row.Length));
        return rows;
    }
}
