using System.Numerics;
using System.Runtime.InteropServices;

namespace Rom.Numerics.Ensembles;

/// <summary>Sorts each column of a matrix, many columns at once.</summary>
/// <remarks>
/// Batcher's network of comparisons, which do not depend on the values: each exchanges two rows, a vector of columns at
/// a time (Knuth, The Art of Computer Programming 3, algorithm 5.2.2M).
/// </remarks>
internal static class ColumnSort
{
    // Columns whose rows stay in the first-level cache.
    private const int Block = 64;

    /// <summary>Sorts in place, ascending downwards.</summary>
    /// <param name="matrix">The matrix [rows, columns], without NaN.</param>
    /// <param name="columns">Its columns, at least 1.</param>
    public static void Apply(Span<double> matrix, int columns)
    {
        int rows = matrix.Length / columns;
        if (rows < 2) return;
        int first = (int)BitOperations.RoundUpToPowerOf2((uint)rows) / 2;
        for (int start = 0; start < columns; start += Block)
        {
            int width = Math.Min(Block, columns - start);
            for (int p = first; p > 0; p /= 2)
            {
                for (int q = first, r = 0, distance = p; ; distance = q - p, q /= 2, r = p)
                {
                    for (int i = 0; i < rows - distance; i++)
                    {
                        if ((i & p) != r) continue;
                        Exchange(
                            matrix.Slice(i * columns + start, width),
                            matrix.Slice((i + distance) * columns + start, width));
                    }
                    if (q == p) break;
                }
            }
        }
    }

    private static void Exchange(Span<double> upper, Span<double> lower)
    {
        Span<Vector<double>> above = MemoryMarshal.Cast<double, Vector<double>>(upper),
            below = MemoryMarshal.Cast<double, Vector<double>>(lower);
        for (int i = 0; i < above.Length; i++)
        {
            var (a, b) = (above[i], below[i]);
            above[i] = Vector.Min(a, b);
            below[i] = Vector.Max(a, b);
        }
        for (int i = above.Length * Vector<double>.Count; i < upper.Length; i++)
        {
            if (upper[i] > lower[i]) (upper[i], lower[i]) = (lower[i], upper[i]);
        }
    }
}
