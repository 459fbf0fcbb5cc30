namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// The singular value decomposition A = U·diag(σ)·Vᵀ of a small or tall-skinny matrix: Householder QR of the longer
/// side, then one-sided Jacobi on the columns of the triangle. With A = B·D, D diagonal and B well conditioned, small
/// singular values too are accurate relative to themselves (Demmel and Veselić, SIAM J. Matrix Anal. Appl. 13, 1992).
/// </summary>
public sealed class JacobiSvd
{
    private JacobiSvd(double[] u, double[] singularValues, double[] vt) =>
        (U, SingularValues, Vt) = (u, singularValues, vt);

    /// <summary>Left singular vectors in columns [rows, k], k = min(rows, columns).</summary>
    public double[] U { get; }

    /// <summary>Singular values [k], falling.</summary>
    public double[] SingularValues { get; }

    /// <summary>Right singular vectors in rows [k, columns].</summary>
    public double[] Vt { get; }

    /// <summary>Decomposes a matrix. Vectors of singular values that are zero complete orthonormal bases.</summary>
    /// <param name="a">The matrix [rows, columns].</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite.</exception>
    public static JacobiSvd Decompose(ReadOnlySpan<double> a, int rows, int columns)
    {
        if (rows < 1 || columns < 1 || a.Length != (long)rows * columns)
            throw new ArgumentException($"expected {rows} × {columns} values, found {a.Length}", nameof(a));
        if (rows < columns) return DecomposeTransposed(a, rows, columns);

        int n = columns;
        double scale = Magnitude.PowerOfTwoScale(a);
        double[] q = a.ToArray();
        Blas1.Scale(scale, q);
        var tau = new double[n];
        HouseholderQr.Factor(q, rows, n, tau);
        // Rows of [Rᵀ | I], rotated, become [diag(σ)·Wᵀ | Vᵀ] with R = W·diag(σ)·Vᵀ.
        var rotated = new double[n * 2 * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++) rotated[j * 2 * n + i] = q[i * n + j];
            rotated[i * 2 * n + n + i] = 1;
        }
        double[] sigma = JacobiRotations.Orthogonalise(rotated, n, n, 2 * n);
        var (wt, vt) = (new double[n * n], new double[n * n]);
        for (int i = 0; i < n; i++)
        {
            rotated.AsSpan(i * 2 * n, n).CopyTo(wt.AsSpan(i * n));
            rotated.AsSpan(i * 2 * n + n, n).CopyTo(vt.AsSpan(i * n));
        }
        OrthonormalRows.Normalise(wt, sigma, n);
        HouseholderQr.FormQ(q, rows, n, tau);
        var u = new double[rows * n];
        Gemm.MultiplyAdd(q, Transposition.Of(wt, n, n), u, rows, n, n);
        for (int i = 0; i < n; i++) sigma[i] /= scale;
        return new JacobiSvd(u, sigma, vt);
    }

    private static JacobiSvd DecomposeTransposed(ReadOnlySpan<double> a, int rows, int columns)
    {
        var svd = Decompose(Transposition.Of(a, rows, columns), columns, rows);
        double[] u = Transposition.Of(svd.Vt, rows, rows), vt = Transposition.Of(svd.U, columns, rows);
        return new JacobiSvd(u, svd.SingularValues, vt);
    }
}
