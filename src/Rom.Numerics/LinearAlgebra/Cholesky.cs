using System.Numerics.Tensors;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// The factorization A = L·Lᵀ of a symmetric positive definite matrix, for systems with many right-hand sides.
/// </summary>
/// <remarks>
/// Left-looking by blocks of <see cref="BlockSize"/> rows, so that most of the work is matrix products (Golub and Van
/// Loan, Matrix Computations, 4th ed., §4.2.6).
/// </remarks>
public sealed class Cholesky
{
    /// <summary>Rows of a block: few, since what happens within one is slower than products.</summary>
    internal const int BlockSize = 96;

    private readonly double[] lower; // L [n, n], row-major
    private readonly int n;

    private Cholesky(double[] lower, int n) => (this.lower, this.n) = (lower, n);

    /// <summary>Factorises a matrix.</summary>
    /// <param name="a">The matrix [n, n], of which the lower triangle is read.</param>
    /// <param name="n">Rows and columns.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArithmeticException">The matrix is not positive definite, or a value is not finite.</exception>
    public static Cholesky Factor(ReadOnlySpan<double> a, int n) => FactorInPlace(a.ToArray(), n, default);

    /// <summary>Factorises a matrix in its own memory.</summary>
    /// <param name="a">The matrix [n, n], of which the lower triangle is read; the factorization keeps it.</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="cancellation">Ends the work between two blocks.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArithmeticException">The matrix is not positive definite, or a value is not finite.</exception>
    public static Cholesky FactorInPlace(double[] a, int n, CancellationToken cancellation)
    {
        if (n < 0 || a.Length != (long)n * n)
            throw new ArgumentException($"expected {n} × {n} values, found {a.Length}", nameof(a));
        for (int first = 0; first < n; first += BlockSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(n, first + BlockSize);
            SubtractEarlierColumns(a, n, first, end);
            for (int i = first; i < n; i++)
            {
                var row = a.AsSpan(i * n + first, n - first);
                // L[i, j] = (A[i, j] − Σ_k L[i, k] L[j, k]) / L[j, j]
                for (int j = first; j < Math.Min(i, end); j++)
                {
                    int k = j - first;
                    row[k] = (row[k] - Blas1.Dot(row[..k], a.AsSpan(j * n + first, k))) / a[j * n + j];
                }
                if (i >= end) continue;
                int diagonal = i - first;
                double pivot = row[diagonal] - Blas1.Dot(row[..diagonal], row[..diagonal]);
                if (!(pivot > 0 && double.IsFinite(pivot)))
                {
                    throw new ArithmeticException(
                        $"expected a positive definite matrix, found the pivot {pivot} in row {i} of {n}");
                }
                row[diagonal] = Math.Sqrt(pivot);
                row[(diagonal + 1)..].Clear();
            }
        }
        return new Cholesky(a, n);
    }

    /// <summary>
    /// The smallest squared diagonal element of L: the part of A_ii that the preceding rows do not explain.
    /// </summary>
    internal double LeastPivot =>
        Enumerable.Range(0, n).Select(i => lower[i * n + i] * lower[i * n + i]).DefaultIfEmpty(1).Min();

    /// <summary>Solves A·X = B in place.</summary>
    /// <param name="b">B [n, k]; X on return.</param>
    /// <param name="k">Number of right-hand sides.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public void Solve(Span<double> b, int k)
    {
        if (k < 0 || b.Length != (long)n * k)
            throw new ArgumentException($"expected {n} × {k} values, found {b.Length}", nameof(b));
        for (int first = 0; first < n; first += BlockSize) // L·Y = B
        {
            int end = Math.Min(n, first + BlockSize);
            SubtractEarlier(first, end, b, k);
            for (int i = first; i < end; i++)
            {
                var row = b.Slice(i * k, k);
                for (int j = first; j < i; j++) Blas1.AddScaled(-lower[i * n + j], b.Slice(j * k, k), row);
                Blas1.Scale(1 / lower[i * n + i], row);
            }
        }
        for (int first = (n - 1) / BlockSize * BlockSize; first >= 0; first -= BlockSize) // Lᵀ·X = Y
        {
            int end = Math.Min(n, first + BlockSize);
            SubtractLater(first, end, b, k);
            for (int i = end - 1; i >= first; i--)
            {
                var row = b.Slice(i * k, k);
                Blas1.Scale(1 / lower[i * n + i], row);
                for (int j = first; j < i; j++) Blas1.AddScaled(-lower[i * n + j], row, b.Slice(j * k, k));
            }
        }
    }

    // A[first …, first … end] −= L[first …, … first]·L[first … end, … first]ᵀ: the columns of earlier blocks.
    private static void SubtractEarlierColumns(double[] a, int n, int first, int end)
    {
        if (first == 0) return;
        int width = end - first;
        var (right, left, product) =
            (new double[first * width], new double[BlockSize * first], new double[BlockSize * width]);
        for (int j = first; j < end; j++)
        {
            for (int p = 0; p < first; p++) right[p * width + j - first] = a[j * n + p];
        }
        var packed = new PackedMatrix(right, first, width);
        for (int top = first; top < n; top += BlockSize)
        {
            int rows = Math.Min(BlockSize, n - top);
            for (int i = 0; i < rows; i++) a.AsSpan((top + i) * n, first).CopyTo(left.AsSpan(i * first));
            var sums = product.AsSpan(0, rows * width);
            sums.Clear();
            Gemm.MultiplyAdd(left.AsSpan(0, rows * first), packed, sums, rows);
            for (int i = 0; i < rows; i++)
                Blas1.AddScaled(-1, sums.Slice(i * width, width), a.AsSpan((top + i) * n + first, width));
        }
    }

    // B[first … end] −= L[first … end, … first]·B[… first]
    private void SubtractEarlier(int first, int end, Span<double> b, int k)
    {
        int rows = end - first;
        if (first == 0 || k == 0) return;
        var block = new double[rows * first];
        for (int i = 0; i < rows; i++)
            TensorPrimitives.Negate(lower.AsSpan((first + i) * n, first), block.AsSpan(i * first, first));
        Gemm.MultiplyAdd(block, b[..(first * k)], b.Slice(first * k, rows * k), rows, first, k);
    }

    // B[first … end] −= L[end …, first … end]ᵀ·B[end …]
    private void SubtractLater(int first, int end, Span<double> b, int k)
    {
        var (rows, depth) = (end - first, n - end);
        if (depth == 0 || k == 0) return;
        var block = new double[depth * rows];
        for (int i = 0; i < depth; i++)
            TensorPrimitives.Negate(lower.AsSpan((end + i) * n + first, rows), block.AsSpan(i * rows, rows));
        Gemm.TransposedMultiplyAdd(block, b[(end * k)..], b.Slice(first * k, rows * k), rows, depth, k);
    }
}
