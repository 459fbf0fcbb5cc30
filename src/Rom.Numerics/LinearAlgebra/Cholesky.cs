namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// The factorization A = L·Lᵀ of a symmetric positive definite matrix, for systems with many right-hand sides.
/// </summary>
public sealed class Cholesky
{
    private readonly double[] lower; // L [n, n], row-major
    private readonly int n;

    private Cholesky(double[] lower, int n) => (this.lower, this.n) = (lower, n);

    /// <summary>Factorises a matrix.</summary>
    /// <param name="a">The matrix [n, n], of which the lower triangle is read.</param>
    /// <param name="n">Rows and columns.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArithmeticException">The matrix is not positive definite, or a value is not finite.</exception>
    public static Cholesky Factor(ReadOnlySpan<double> a, int n)
    {
        if (n < 0 || a.Length != (long)n * n)
            throw new ArgumentException($"expected {n} × {n} values, found {a.Length}", nameof(a));
        double[] l = a.ToArray();
        for (int i = 0; i < n; i++)
        {
            var row = l.AsSpan(i * n, n);
            // L[i, j] = (A[i, j] − Σ_k L[i, k] L[j, k]) / L[j, j]
            for (int j = 0; j < i; j++) row[j] = (row[j] - Blas1.Dot(row[..j], l.AsSpan(j * n, j))) / l[j * n + j];
            double pivot = row[i] - Blas1.Dot(row[..i], row[..i]);
            if (!(pivot > 0 && double.IsFinite(pivot)))
            {
                throw new ArithmeticException(
                    $"expected a positive definite matrix, found the pivot {pivot} in row {i} of {n}");
            }
            row[i] = Math.Sqrt(pivot);
            row[(i + 1)..].Clear();
        }
        return new Cholesky(l, n);
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
        for (int i = 0; i < n; i++) // L·Y = B
        {
            var row = b.Slice(i * k, k);
            for (int j = 0; j < i; j++) Blas1.AddScaled(-lower[i * n + j], b.Slice(j * k, k), row);
            Blas1.Scale(1 / lower[i * n + i], row);
        }
        for (int i = n - 1; i >= 0; i--) // Lᵀ·X = Y
        {
            var row = b.Slice(i * k, k);
            Blas1.Scale(1 / lower[i * n + i], row);
            for (int j = 0; j < i; j++) Blas1.AddScaled(-lower[i * n + j], row, b.Slice(j * k, k));
        }
    }
}
