using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>Transposes a matrix in squares that stay in the first-level cache.</summary>
public static class Transposition
{
    private const int Square = 16;
    private const int Tile = 4; // rows and columns that vectors transpose in registers

    /// <summary>Returns the transposed matrix as a new array.</summary>
    /// <param name="matrix">The matrix [rows, columns].</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public static double[] Of(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        var transposed = new double[matrix.Length];
        Apply(matrix, rows, columns, columns, transposed, rows);
        return transposed;
    }

    /// <summary><c>to[j, i] = from[i, j]</c>.</summary>
    /// <param name="from">The matrix [rows, stride].</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="fromStride">Elements from one of its rows to the next.</param>
    /// <param name="to">Receives the transposed matrix [columns, stride].</param>
    /// <param name="toStride">Elements from one of the receiver's rows to the next.</param>
    public static void Apply(
        ReadOnlySpan<double> from, int rows, int columns, int fromStride, Span<double> to, int toStride)
    {
        if (rows < 1 || columns < 1) return;
        // The tiles have no bounds checks: these are the checks.
        _ = from[(rows - 1) * fromStride + columns - 1];
        _ = to[(columns - 1) * toStride + rows - 1];
        ref double source = ref MemoryMarshal.GetReference(from);
        ref double target = ref MemoryMarshal.GetReference(to);
        for (int i0 = 0; i0 < rows; i0 += Square)
        {
            for (int j0 = 0; j0 < columns; j0 += Square)
            {
                ApplySquare(
                    ref Unsafe.Add(ref source, i0 * fromStride + j0), Math.Min(Square, rows - i0),
                    Math.Min(Square, columns - j0),
                    fromStride, ref Unsafe.Add(ref target, j0 * toStride + i0), toStride);
            }
        }
    }

    private static void ApplySquare(ref double from, int rows, int columns, int fromStride, ref double to, int toStride)
    {
        int tiledRows = Avx.IsSupported ? rows - rows % Tile : 0;
        int tiledColumns = Avx.IsSupported ? columns - columns % Tile : 0;
        for (int i = 0; i < tiledRows; i += Tile)
        {
            for (int j = 0; j < tiledColumns; j += Tile)
            {
                ApplyTile(
                    ref Unsafe.Add(ref from, i * fromStride + j), (nuint)fromStride,
                    ref Unsafe.Add(ref to, j * toStride + i), (nuint)toStride);
            }
        }
        for (int j = 0; j < columns; j++)
        {
            for (int i = j < tiledColumns ? tiledRows : 0; i < rows; i++)
                Unsafe.Add(ref to, j * toStride + i) = Unsafe.Add(ref from, i * fromStride + j);
        }
    }

    // Inlined: as a method without a loop it would first be compiled without optimization.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ApplyTile(ref double from, nuint fromStride, ref double to, nuint toStride)
    {
        var (a, b) = (Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, fromStride));
        var (c, d) = (Vector256.LoadUnsafe(ref from, 2 * fromStride), Vector256.LoadUnsafe(ref from, 3 * fromStride));
        var (ab02, ab13) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
        var (cd02, cd13) = (Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        Avx.Permute2x128(ab02, cd02, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(ab13, cd13, 0x20).StoreUnsafe(ref to, toStride);
        Avx.Permute2x128(ab02, cd02, 0x31).StoreUnsafe(ref to, 2 * toStride);
        Avx.Permute2x128(ab13, cd13, 0x31).StoreUnsafe(ref to, 3 * toStride);
    }
}
