using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>Squared Euclidean distances.</summary>
public static class Distances
{
    /// <summary>
    /// Computes the squared distance of a point from each row of a matrix, Σ_j (x_j − a_ij)², by differences, so that
    /// small distances keep their digits. Each is a function of the point and the row alone.
    /// </summary>
    /// <param name="rows">A [n, k], row-major.</param>
    /// <param name="point">x [k], at least one value.</param>
    /// <param name="squares">Receives the squared distances [n].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Squared(ReadOnlySpan<double> rows, ReadOnlySpan<double> point, Span<double> squares)
    {
        if (point.IsEmpty || rows.Length != (long)point.Length * squares.Length)
            throw new ArgumentException(
                $"expected {squares.Length} rows of {point.Length} values, found {rows.Length}", nameof(rows));
        ref double a = ref MemoryMarshal.GetReference(rows);
        ref double x = ref MemoryMarshal.GetReference(point);
        nuint k = (nuint)point.Length, w = (nuint)Vector<double>.Count;
        for (int i = 0; i < squares.Length; i++, a = ref Unsafe.Add(ref a, k))
        {
            var (s0, s1) = (Vector<double>.Zero, Vector<double>.Zero);
            nuint j = 0;
            for (; j + 2 * w <= k; j += 2 * w)
            {
                s0 = AddSquare(s0, ref a, ref x, j);
                s1 = AddSquare(s1, ref a, ref x, j + w);
            }
            for (; j + w <= k; j += w) s0 = AddSquare(s0, ref a, ref x, j);
            double sum = Vector.Sum(s0 + s1);
            for (; j < k; j++)
            {
                double difference = Unsafe.Add(ref x, j) - Unsafe.Add(ref a, j);
                sum += difference * difference;
            }
            squares[i] = sum;
        }
    }

    /// <summary>The scalar twin of <see cref="Squared"/>.</summary>
    /// <inheritdoc cref="Squared"/>
    internal static void ScalarSquared(ReadOnlySpan<double> rows, ReadOnlySpan<double> point, Span<double> squares)
    {
        for (int i = 0; i < squares.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < point.Length; j++)
            {
                double difference = point[j] - rows[i * point.Length + j];
                sum += difference * difference;
            }
            squares[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AddSquare(Vector<double> sum, ref double a, ref double x, nuint j)
    {
        var difference = Vector.LoadUnsafe(ref x, j) - Vector.LoadUnsafe(ref a, j);
        return Vector.MultiplyAddEstimate(difference, difference, sum);
    }
}
