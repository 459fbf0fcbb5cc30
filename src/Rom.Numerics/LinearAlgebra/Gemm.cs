using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// Products of row-major matrices in double, for a right factor of tens to hundreds of columns. Each element of a
/// result is summed in a fixed order: its bits do not depend on how the work is divided among threads.
/// </summary>
/// <remarks>
/// After Goto and van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34 (2008): a panel of the
/// right factor stays in the first-level cache while rows of the left one pass by, and <see cref="MicroKernel"/> keeps
/// a tile of the result in registers.
/// </remarks>
public static class Gemm
{
    // Depth of a panel that is kept in the first-level cache: 192 × 12 doubles are 18 KiB of its 32.
    private const int DepthBlock = 192;

    // Columns of a transposed left factor that are copied together; with DepthBlock rows 96 KiB, well inside a
    // second-level cache.
    private const int PackedColumns = 64;

    /// <summary>Columns of a panel: three vectors, so that twelve vectors make a tile of four rows.</summary>
    internal static int PanelWidth => 3 * Vector<double>.Count;

    /// <summary>C ← C + A·B.</summary>
    /// <param name="a">A [m, n].</param>
    /// <param name="b">B [n, k].</param>
    /// <param name="c">C [m, k].</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of A, rows of B.</param>
    /// <param name="k">Columns of B and C.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void MultiplyAdd(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k) =>
        MultiplyAdd(a, new PackedMatrix(b, n, k), c, m);

    /// <summary>C ← C + Aᵀ·B.</summary>
    /// <param name="a">A [n, m].</param>
    /// <param name="b">B [n, k].</param>
    /// <param name="c">C [m, k].</param>
    /// <param name="m">Columns of A, rows of C.</param>
    /// <param name="n">Rows of A and B.</param>
    /// <param name="k">Columns of B and C.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void TransposedMultiplyAdd(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k) =>
        TransposedMultiplyAdd(a, m, 0, m, new PackedMatrix(b, n, k), c);

    /// <summary>C ← C + A·B, with B packed beforehand.</summary>
    /// <param name="a">A [m, n].</param>
    /// <param name="b">B [n, k].</param>
    /// <param name="c">C [m, k].</param>
    /// <param name="m">Rows of A and C.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void MultiplyAdd(ReadOnlySpan<double> a, PackedMatrix b, Span<double> c, int m)
    {
        int n = b.Rows, k = b.Columns;
        Check(a.Length, m, n, nameof(a));
        Check(c.Length, m, k, nameof(c));
        for (int depth = 0; depth < n; depth += DepthBlock)
        {
            int depthCount = Math.Min(DepthBlock, n - depth);
            for (int panel = 0; panel < b.PanelCount; panel++)
            {
                var right = b.Panel(panel, depth, depthCount);
                int column = panel * PanelWidth, width = Math.Min(PanelWidth, k - column);
                for (int row = 0; row < m; row += MicroKernel.Rows)
                {
                    int height = Math.Min(MicroKernel.Rows, m - row);
                    MicroKernel.MultiplyAdd(
                        a[(row * n + depth)..], n, 1, right, depthCount, c[(row * k + column)..], k, height, width);
                }
            }
        }
    }

    /// <summary>C ← C + A[:, j … j + m]ᵀ·B, with B packed beforehand: m rows of the product Aᵀ·B.</summary>
    /// <param name="a">A [n, columns].</param>
    /// <param name="columns">Columns of A.</param>
    /// <param name="j">The first column of A that takes part.</param>
    /// <param name="m">The number of columns that take part: rows of C.</param>
    /// <param name="b">B [n, k].</param>
    /// <param name="c">C [m, k].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void TransposedMultiplyAdd(
        ReadOnlySpan<double> a, int columns, int j, int m, PackedMatrix b, Span<double> c)
    {
        int n = b.Rows, k = b.Columns;
        Check(a.Length, n, columns, nameof(a));
        Check(c.Length, m, k, nameof(c));
        if (j < 0 || m > columns - j)
            throw new ArgumentException($"expected some of {columns} columns, found {j} … {(long)j + m}", nameof(j));
        double[] packed = ArrayPool<double>.Shared.Rent(PackedColumns * DepthBlock);
        for (int depth = 0; depth < n; depth += DepthBlock)
        {
            int depthCount = Math.Min(DepthBlock, n - depth);
            for (int first = 0; first < m; first += PackedColumns)
            {
                int count = Math.Min(PackedColumns, m - first);
                PackColumns(a[(depth * columns + j + first)..], columns, depthCount, count, packed);
                for (int panel = 0; panel < b.PanelCount; panel++)
                {
                    var right = b.Panel(panel, depth, depthCount);
                    int column = panel * PanelWidth, width = Math.Min(PanelWidth, k - column);
                    for (int row = 0; row < count; row += MicroKernel.Rows)
                    {
                        int height = Math.Min(MicroKernel.Rows, count - row);
                        MicroKernel.MultiplyAdd(
                            packed.AsSpan(row * depthCount), 1, MicroKernel.Rows,
                            right, depthCount, c[((first + row) * k + column)..], k, height, width);
                    }
                }
            }
        }
        ArrayPool<double>.Shared.Return(packed);
    }

    /// <summary>
    /// Copies columns in groups of <see cref="MicroKernel.Rows"/>, because their stride would fill one cache set.
    /// </summary>
    private static void PackColumns(ReadOnlySpan<double> a, int stride, int depthCount, int count, Span<double> packed)
    {
        int whole = count - count % MicroKernel.Rows;
        if (whole > 0)
        {
            _ = a[(depthCount - 1) * stride + whole - 1];
            _ = packed[depthCount * whole - 1];
            ref double from = ref MemoryMarshal.GetReference(a);
            ref double to = ref MemoryMarshal.GetReference(packed);
            for (int p = 0; p < depthCount; p++)
            {
                for (int j = 0; j < whole; j += MicroKernel.Rows)
                {
                    Vector256.LoadUnsafe(ref from, (nuint)(p * stride + j))
                        .StoreUnsafe(ref to, (nuint)(j * depthCount + p * MicroKernel.Rows));
                }
            }
        }
        if (whole == count) return;
        var rest = packed[(whole * depthCount)..];
        for (int p = 0; p < depthCount; p++)
            a.Slice(p * stride + whole, count - whole).CopyTo(rest[(p * MicroKernel.Rows)..]);
    }

    private static void Check(int length, int rows, int columns, string name)
    {
        if (rows < 0 || length != (long)rows * columns)
            throw new ArgumentException($"expected {rows} × {columns} values, found {length}", name);
    }
}
