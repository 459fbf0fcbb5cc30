using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>The innermost loop of <see cref="Gemm"/>: a tile of the result, held in registers.</summary>
internal static class MicroKernel
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>
    /// <c>C[i, j] += Σ_p A[i, p] B[p, j]</c> for a tile of at most <see cref="Rows"/> rows and one panel of columns.
    /// </summary>
    /// <param name="a">A, with element (i, p) at <c>i·rowStride + p·depthStride</c>.</param>
    /// <param name="rowStride">Elements from one row of A to the next.</param>
    /// <param name="depthStride">Elements from one column of A to the next.</param>
    /// <param name="b">The panel of B [depth, <see cref="Gemm.PanelWidth"/>].</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="c">C, with element (i, j) at <c>i·cStride + j</c>.</param>
    /// <param name="cStride">Elements from one row of C to the next.</param>
    /// <param name="height">Rows of the tile.</param>
    /// <param name="width">Columns of the tile.</param>
    public static void MultiplyAdd(
        ReadOnlySpan<double> a, int rowStride, int depthStride, ReadOnlySpan<double> b, int depth,
        Span<double> c, int cStride, int height, int width)
    {
        // The loops below have no bounds checks: these are the checks.
        _ = a[(height - 1) * rowStride + (depth - 1) * depthStride];
        _ = b[depth * Gemm.PanelWidth - 1];
        ref double pa = ref MemoryMarshal.GetReference(a);
        ref double pb = ref MemoryMarshal.GetReference(b);
        if (width == Gemm.PanelWidth)
        {
            _ = c[(height - 1) * cStride + width - 1];
            Tile(ref pa, rowStride, depthStride, ref pb, depth, ref MemoryMarshal.GetReference(c), cStride, height);
            return;
        }
        Span<double> tile = stackalloc double[Rows * Gemm.PanelWidth];
        tile.Clear();
        ref double pt = ref MemoryMarshal.GetReference(tile);
        Tile(ref pa, rowStride, depthStride, ref pb, depth, ref pt, Gemm.PanelWidth, height);
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++) c[i * cStride + j] += tile[i * Gemm.PanelWidth + j];
        }
    }

    private static void Tile(
        ref double a, nint rowStride, nint depthStride, ref double b, int depth, ref double c, int cStride, int height)
    {
        if (height == Rows)
        {
            FourRows(ref a, rowStride, depthStride, ref b, depth, ref c, cStride);
            return;
        }
        for (int i = 0; i < height; i++)
            OneRow(ref Unsafe.Add(ref a, i * rowStride), depthStride, ref b, depth, ref Unsafe.Add(ref c, i * cStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(
        ref double a, nint rowStride, nint depthStride, ref double b, int depth, ref double c, int cStride)
    {
        nuint w = (nuint)Vector<double>.Count;
        ref double a0 = ref a;
        ref double a1 = ref Unsafe.Add(ref a, rowStride);
        ref double a2 = ref Unsafe.Add(ref a, 2 * rowStride);
        ref double a3 = ref Unsafe.Add(ref a, 3 * rowStride);
        Vector<double> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector<double> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        for (int p = 0; p < depth; p++)
        {
            Vector<double> b0 = Vector.LoadUnsafe(ref b);
            Vector<double> b1 = Vector.LoadUnsafe(ref b, w);
            Vector<double> b2 = Vector.LoadUnsafe(ref b, 2 * w);
            Vector<double> x = new(a0);
            c00 = Vector.MultiplyAddEstimate(x, b0, c00);
            c01 = Vector.MultiplyAddEstimate(x, b1, c01);
            c02 = Vector.MultiplyAddEstimate(x, b2, c02);
            x = new Vector<double>(a1);
            c10 = Vector.MultiplyAddEstimate(x, b0, c10);
            c11 = Vector.MultiplyAddEstimate(x, b1, c11);
            c12 = Vector.MultiplyAddEstimate(x, b2, c12);
            x = new Vector<double>(a2);
            c20 = Vector.MultiplyAddEstimate(x, b0, c20);
            c21 = Vector.MultiplyAddEstimate(x, b1, c21);
            c22 = Vector.MultiplyAddEstimate(x, b2, c22);
            x = new Vector<double>(a3);
            c30 = Vector.MultiplyAddEstimate(x, b0, c30);
            c31 = Vector.MultiplyAddEstimate(x, b1, c31);
            c32 = Vector.MultiplyAddEstimate(x, b2, c32);
            a0 = ref Unsafe.Add(ref a0, depthStride);
            a1 = ref Unsafe.Add(ref a1, depthStride);
            a2 = ref Unsafe.Add(ref a2, depthStride);
            a3 = ref Unsafe.Add(ref a3, depthStride);
            b = ref Unsafe.Add(ref b, 3 * w);
        }
        AddTo(ref c, c00, c01, c02);
        AddTo(ref Unsafe.Add(ref c, cStride), c10, c11, c12);
        AddTo(ref Unsafe.Add(ref c, 2 * cStride), c20, c21, c22);
        AddTo(ref Unsafe.Add(ref c, 3 * cStride), c30, c31, c32);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow(ref double a, nint depthStride, ref double b, int depth, ref double c)
    {
        nuint w = (nuint)Vector<double>.Count;
        Vector<double> c0 = default, c1 = default, c2 = default;
        for (int p = 0; p < depth; p++)
        {
            Vector<double> x = new(a);
            c0 = Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref b), c0);
            c1 = Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref b, w), c1);
            c2 = Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref b, 2 * w), c2);
            a = ref Unsafe.Add(ref a, depthStride);
            b = ref Unsafe.Add(ref b, 3 * w);
        }
        AddTo(ref c, c0, c1, c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref double c, Vector<double> c0, Vector<double> c1, Vector<double> c2)
    {
        nuint w = (nuint)Vector<double>.Count;
        (Vector.LoadUnsafe(ref c) + c0).StoreUnsafe(ref c);
        (Vector.LoadUnsafe(ref c, w) + c1).StoreUnsafe(ref c, w);
        (Vector.LoadUnsafe(ref c, 2 * w) + c2).StoreUnsafe(ref c, 2 * w);
    }
}
