using System.Numerics;
using System.Runtime.InteropServices;

namespace Lstm.Inference;

/// <summary>y ← y + xᵀ·W for W [n, m], row-major: the product that a forward pass spends its time in.</summary>
internal static class MatrixVector
{
    private const int Vectors = 8; // sums held in registers while n runs

    /// <summary>Adds xᵀ·W to y.</summary>
    /// <param name="x">x [n].</param>
    /// <param name="w">W [n, m].</param>
    /// <param name="y">y [m].</param>
    public static void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)
    {
        int m = y.Length, block = Vectors * Vector<float>.Count, column = 0;
        for (; column <= m - block; column += block) AddBlock(x, w, m, column, y.Slice(column, block));
        AddScalar(x, w, m, column, y);
    }

    /// <summary>The scalar twin, for columns from <paramref name="first"/> on.</summary>
    internal static void AddScalar(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int m, int first, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = first; j < m; j++) y[j] += x[i] * w[i * m + j];
        }
    }

    private static void AddBlock(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int m, int column, Span<float> y)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(y);
        var (s0, s1, s2, s3, s4, s5, s6, s7) = (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
        int width = Vectors * Vector<float>.Count;
        for (int i = 0; i < x.Length; i++)
        {
            var row = MemoryMarshal.Cast<float, Vector<float>>(w.Slice(i * m + column, width));
            var xi = new Vector<float>(x[i]);
            s0 = Vector.FusedMultiplyAdd(xi, row[0], s0);
            s1 = Vector.FusedMultiplyAdd(xi, row[1], s1);
            s2 = Vector.FusedMultiplyAdd(xi, row[2], s2);
            s3 = Vector.FusedMultiplyAdd(xi, row[3], s3);
            s4 = Vector.FusedMultiplyAdd(xi, row[4], s4);
            s5 = Vector.FusedMultiplyAdd(xi, row[5], s5);
            s6 = Vector.FusedMultiplyAdd(xi, row[6], s6);
            s7 = Vector.FusedMultiplyAdd(xi, row[7], s7);
        }
        (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]) = (s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
