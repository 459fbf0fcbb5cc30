using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Inference;

/// <summary>
/// Y ← Y + X·W for X [k, n], W [n, m], Y [k, m], row-major: what a forward pass spends its time in. W is the long one and is
/// read from the cache for every four rows of X. Each element is summed in the order of n with fused multiply-adds, so that
/// it is the same to the last bit however wide the vectors are and however the rows are grouped.
/// </summary>
internal static class MatrixProduct
{
    private const int Rows = 4; // with two vectors of each row, eight sums in registers while n runs
    private const int Vectors = 8; // the same for a single row

    /// <summary>Adds X·W to Y.</summary>
    /// <param name="rows">Number of rows k.</param>
    /// <param name="x">X [k, n].</param>
    /// <param name="w">W [n, m].</param>
    /// <param name="y">Y [k, m].</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other: the loops below read without checks.</exception>
    public static void Add(int rows, ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)
    {
        int n = x.Length / rows, m = y.Length / rows;
        if (x.Length != rows * n || y.Length != rows * m || w.Length != n * m)
            throw new ArgumentException($"expected lengths {rows}·n, n·m, {rows}·m, found {x.Length}, {w.Length}, {y.Length}");
        int row = 0;
        for (; row + Rows <= rows; row += Rows) AddFourRows(x.Slice(row * n, Rows * n), w, y.Slice(row * m, Rows * m));
        for (; row < rows; row++) AddRow(x.Slice(row * n, n), w, y.Slice(row * m, m));
    }

    /// <summary>The scalar twin, for one row and columns from <paramref name="first"/> on.</summary>
    internal static void AddScalar(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int first, Span<float> y)
    {
        int m = y.Length;
        for (int j = first; j < m; j++)
        {
            float sum = y[j];
            for (int i = 0; i < x.Length; i++) sum = MathF.FusedMultiplyAdd(x[i], w[i * m + j], sum);
            y[j] = sum;
        }
    }

    private static void AddRow(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)
    {
        int m = y.Length, width = Vector<float>.Count, column = 0;
        for (; column + Vectors * width <= m; column += Vectors * width) AddEightVectors(x, w, m, column, y);
        for (; column + width <= m; column += width)
        {
            var sum = new Vector<float>(y[column..]);
            for (int i = 0; i < x.Length; i++) sum = Vector.FusedMultiplyAdd(new Vector<float>(x[i]), new Vector<float>(w[(i * m + column)..]), sum);
            sum.CopyTo(y[column..]);
        }
        AddScalar(x, w, column, y);
    }

    private static void AddEightVectors(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int m, int column, Span<float> y)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(y.Slice(column, Vectors * Vector<float>.Count));
        var (s0, s1, s2, s3, s4, s5, s6, s7) = (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
        nuint v = (nuint)Vector<float>.Count;
        ref float weights = ref Unsafe.Add(ref MemoryMarshal.GetReference(w), column);
        for (int i = 0; i < x.Length; i++)
        {
            var xi = new Vector<float>(x[i]);
            s0 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights), s0);
            s1 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights, v), s1);
            s2 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights, 2 * v), s2);
            s3 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights, 3 * v), s3);
            s4 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights, 4 * v), s4);
            s5 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights, 5 * v), s5);
            s6 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights, 6 * v), s6);
            s7 = Vector.FusedMultiplyAdd(xi, Vector.LoadUnsafe(ref weights, 7 * v), s7);
            weights = ref Unsafe.Add(ref weights, m);
        }
        (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]) = (s0, s1, s2, s3, s4, s5, s6, s7);
    }

    private static void AddFourRows(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)
    {
        int n = x.Length / Rows, m = y.Length / Rows, width = Vector<float>.Count, column = 0;
        ReadOnlySpan<float> x0 = x[..n], x1 = x.Slice(n, n), x2 = x.Slice(2 * n, n), x3 = x.Slice(3 * n, n);
        Span<float> y0 = y[..m], y1 = y.Slice(m, m), y2 = y.Slice(2 * m, m), y3 = y.Slice(3 * m, m);
        for (; column + 2 * width <= m; column += 2 * width)
        {
            Span<Vector<float>> sums0 = Pair(y0), sums1 = Pair(y1), sums2 = Pair(y2), sums3 = Pair(y3);
            var (s00, s01, s10, s11) = (sums0[0], sums0[1], sums1[0], sums1[1]);
            var (s20, s21, s30, s31) = (sums2[0], sums2[1], sums3[0], sums3[1]);
            ref float weights = ref Unsafe.Add(ref MemoryMarshal.GetReference(w), column);
            for (int i = 0; i < x0.Length; i++)
            {
                Vector<float> w0 = Vector.LoadUnsafe(ref weights), w1 = Vector.LoadUnsafe(ref weights, (nuint)width);
                Vector<float> xi0 = new(x0[i]), xi1 = new(x1[i]), xi2 = new(x2[i]), xi3 = new(x3[i]);
                s00 = Vector.FusedMultiplyAdd(xi0, w0, s00);
                s01 = Vector.FusedMultiplyAdd(xi0, w1, s01);
                s10 = Vector.FusedMultiplyAdd(xi1, w0, s10);
                s11 = Vector.FusedMultiplyAdd(xi1, w1, s11);
                s20 = Vector.FusedMultiplyAdd(xi2, w0, s20);
                s21 = Vector.FusedMultiplyAdd(xi2, w1, s21);
                s30 = Vector.FusedMultiplyAdd(xi3, w0, s30);
                s31 = Vector.FusedMultiplyAdd(xi3, w1, s31);
                weights = ref Unsafe.Add(ref weights, m);
            }
            (sums0[0], sums0[1], sums1[0], sums1[1]) = (s00, s01, s10, s11);
            (sums2[0], sums2[1], sums3[0], sums3[1]) = (s20, s21, s30, s31);
        }
        for (int row = 0; row < Rows; row++) AddScalar(x.Slice(row * n, n), w, column, y.Slice(row * m, m));

        Span<Vector<float>> Pair(Span<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values.Slice(column, 2 * width));
    }
}
