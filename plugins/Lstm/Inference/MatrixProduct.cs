using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Inference;

/// <summary>
/// Computes Y ← Y + X·W for X [k, n], W [n, m], Y [k, m], the bulk of a forward pass. Each element is summed in the
/// order of n with fused multiply-adds, so that it is bit-identical for any vector width and any grouping of rows.
/// </summary>
internal static class MatrixProduct
{
    private const int MostRows = 5;   // with two vectors each: ten sums in registers during the loop over n
    private const int PanelsOfOne = 4; // for a single row, eight

    /// <summary>Adds X·W to Y.</summary>
    /// <param name="rows">Number of rows k.</param>
    /// <param name="x">X; rows begin <paramref name="xStride"/> apart.</param>
    /// <param name="xStride">At least n.</param>
    /// <param name="w">W [n, m].</param>
    /// <param name="y">Y; rows begin <see cref="PackedWeights.PaddedColumns"/> apart.</param>
    /// <exception cref="ArgumentException">The lengths do not match: the loops below have no bounds checks.</exception>
    public static void Add(int rows, ReadOnlySpan<float> x, int xStride, PackedWeights w, Span<float> y)
    {
        int yStride = w.PaddedColumns;
        if (rows < 1) return;
        if (xStride < w.Rows || x.Length < (rows - 1) * xStride + w.Rows || y.Length < rows * yStride)
        {
            throw new ArgumentException(
                $"expected {rows} rows of {w.Rows} and {yStride} values, found {x.Length} and {y.Length}");
        }
        if (rows == 1)
        {
            AddRow(x, w, y);
            return;
        }
        for (int panel = 0; panel < w.PanelCount; panel++)
        {
            var values = w.Panel(panel);
            for (int row = 0; row < rows; row += MostRows)
            {
                var from = x[(row * xStride)..];
                var to = y[(row * yStride + panel * PackedWeights.PanelWidth)..];
                switch (Math.Min(MostRows, rows - row))
                {
                    case 1: AddTile<One>(from, xStride, values, w.Rows, to, yStride); break;
                    case 2: AddTile<Two>(from, xStride, values, w.Rows, to, yStride); break;
                    case 3: AddTile<Three>(from, xStride, values, w.Rows, to, yStride); break;
                    case 4: AddTile<Four>(from, xStride, values, w.Rows, to, yStride); break;
                    default: AddTile<Five>(from, xStride, values, w.Rows, to, yStride); break;
                }
            }
        }
    }

    /// <summary>The scalar twin.</summary>
    /// <param name="rows">Number of rows k.</param>
    /// <param name="x">X; rows begin <paramref name="xStride"/> apart.</param>
    /// <param name="xStride">At least n.</param>
    /// <param name="w">W [n, m].</param>
    /// <param name="y">Y; rows begin <see cref="PackedWeights.PaddedColumns"/> apart.</param>
    internal static void AddScalar(int rows, ReadOnlySpan<float> x, int xStride, PackedWeights w, Span<float> y)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < w.Columns; j++)
            {
                ref float sum = ref y[row * w.PaddedColumns + j];
                for (int i = 0; i < w.Rows; i++) sum = MathF.FusedMultiplyAdd(x[row * xStride + i], w[i, j], sum);
            }
        }
    }

    /// <summary>Adds up to five rows of one panel.</summary>
    private static void AddTile<TRows>(
        ReadOnlySpan<float> x, int xStride, ReadOnlySpan<float> panel, int n, Span<float> y, int yStride)
        where TRows : struct, IRowCount
    {
        nuint width = (nuint)Vector<float>.Count;
        ref float w = ref MemoryMarshal.GetReference(panel);
        ref float y0 = ref MemoryMarshal.GetReference(y);
        nuint s = (nuint)yStride, v = s + width;
        Vector<float> a0 = Vector.LoadUnsafe(ref y0), a1 = Vector.LoadUnsafe(ref y0, width);
        Vector<float> b0 = default, b1 = default, c0 = default, c1 = default;
        Vector<float> d0 = default, d1 = default, e0 = default, e1 = default;
        if (TRows.Value > 1) (b0, b1) = (Vector.LoadUnsafe(ref y0, s), Vector.LoadUnsafe(ref y0, v));
        if (TRows.Value > 2) (c0, c1) = (Vector.LoadUnsafe(ref y0, 2 * s), Vector.LoadUnsafe(ref y0, s + v));
        if (TRows.Value > 3) (d0, d1) = (Vector.LoadUnsafe(ref y0, 3 * s), Vector.LoadUnsafe(ref y0, 2 * s + v));
        if (TRows.Value > 4) (e0, e1) = (Vector.LoadUnsafe(ref y0, 4 * s), Vector.LoadUnsafe(ref y0, 3 * s + v));
        // One reference for each row and one common index, so that the loop computes no addresses.
        ref float xa = ref MemoryMarshal.GetReference(x);
        ref float xb = ref Unsafe.Add(ref xa, TRows.Value > 1 ? xStride : 0);
        ref float xc = ref Unsafe.Add(ref xa, TRows.Value > 2 ? 2 * xStride : 0);
        ref float xd = ref Unsafe.Add(ref xa, TRows.Value > 3 ? 3 * xStride : 0);
        ref float xe = ref Unsafe.Add(ref xa, TRows.Value > 4 ? 4 * xStride : 0);
        for (nuint i = 0; i < (nuint)n; i++)
        {
            Vector<float> w0 = Vector.LoadUnsafe(ref w), w1 = Vector.LoadUnsafe(ref w, width);
            Accumulate(Unsafe.Add(ref xa, i), w0, w1, ref a0, ref a1);
            if (TRows.Value > 1) Accumulate(Unsafe.Add(ref xb, i), w0, w1, ref b0, ref b1);
            if (TRows.Value > 2) Accumulate(Unsafe.Add(ref xc, i), w0, w1, ref c0, ref c1);
            if (TRows.Value > 3) Accumulate(Unsafe.Add(ref xd, i), w0, w1, ref d0, ref d1);
            if (TRows.Value > 4) Accumulate(Unsafe.Add(ref xe, i), w0, w1, ref e0, ref e1);
            w = ref Unsafe.Add(ref w, 2 * width);
        }
        Store(a0, a1, ref y0, 0);
        if (TRows.Value > 1) Store(b0, b1, ref y0, s);
        if (TRows.Value > 2) Store(c0, c1, ref y0, 2 * s);
        if (TRows.Value > 3) Store(d0, d1, ref y0, 3 * s);
        if (TRows.Value > 4) Store(e0, e1, ref y0, 4 * s);
    }

    /// <summary>Adds a single row, four panels at a time, so that enough sums are independent.</summary>
    private static void AddRow(ReadOnlySpan<float> x, PackedWeights w, Span<float> y)
    {
        nuint width = (nuint)Vector<float>.Count;
        int panel = 0;
        for (; panel + PanelsOfOne <= w.PanelCount; panel += PanelsOfOne)
        {
            ref float y0 = ref MemoryMarshal.GetReference(y[(panel * PackedWeights.PanelWidth)..]);
            ref float p = ref MemoryMarshal.GetReference(w.Panel(panel));
            ref float q = ref MemoryMarshal.GetReference(w.Panel(panel + 1));
            ref float r = ref MemoryMarshal.GetReference(w.Panel(panel + 2));
            ref float s = ref MemoryMarshal.GetReference(w.Panel(panel + 3));
            var (p0, p1) = (Vector.LoadUnsafe(ref y0), Vector.LoadUnsafe(ref y0, width));
            var (q0, q1) = (Vector.LoadUnsafe(ref y0, 2 * width), Vector.LoadUnsafe(ref y0, 3 * width));
            var (r0, r1) = (Vector.LoadUnsafe(ref y0, 4 * width), Vector.LoadUnsafe(ref y0, 5 * width));
            var (s0, s1) = (Vector.LoadUnsafe(ref y0, 6 * width), Vector.LoadUnsafe(ref y0, 7 * width));
            for (int i = 0; i < w.Rows; i++)
            {
                nuint at = (nuint)i * 2 * width;
                Accumulate(x[i], Vector.LoadUnsafe(ref p, at), Vector.LoadUnsafe(ref p, at + width), ref p0, ref p1);
                Accumulate(x[i], Vector.LoadUnsafe(ref q, at), Vector.LoadUnsafe(ref q, at + width), ref q0, ref q1);
                Accumulate(x[i], Vector.LoadUnsafe(ref r, at), Vector.LoadUnsafe(ref r, at + width), ref r0, ref r1);
                Accumulate(x[i], Vector.LoadUnsafe(ref s, at), Vector.LoadUnsafe(ref s, at + width), ref s0, ref s1);
            }
            Store(p0, p1, ref y0, 0);
            Store(q0, q1, ref y0, 2 * width);
            Store(r0, r1, ref y0, 4 * width);
            Store(s0, s1, ref y0, 6 * width);
        }
        for (; panel < w.PanelCount; panel++)
        {
            var to = y[(panel * PackedWeights.PanelWidth)..];
            AddTile<One>(x, w.Rows, w.Panel(panel), w.Rows, to, w.PaddedColumns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(
        float x, Vector<float> w0, Vector<float> w1, ref Vector<float> sum0, ref Vector<float> sum1)
    {
        var factor = new Vector<float>(x);
        sum0 = Vector.FusedMultiplyAdd(factor, w0, sum0);
        sum1 = Vector.FusedMultiplyAdd(factor, w1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<float> sum0, Vector<float> sum1, ref float y, nuint at)
    {
        sum0.StoreUnsafe(ref y, at);
        sum1.StoreUnsafe(ref y, at + (nuint)Vector<float>.Count);
    }
}
