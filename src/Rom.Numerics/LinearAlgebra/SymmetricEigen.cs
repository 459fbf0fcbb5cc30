namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix: Householder reduction to tridiagonal form, then the implicit QL
/// method (Golub and Van Loan, Matrix Computations, 4th ed., §8.3; Wilkinson and Reinsch, Handbook for Automatic
/// Computation II, 1971). Eigenvalues are accurate relative to the largest one.
/// </summary>
public sealed class SymmetricEigen
{
    private const int MaxIterations = 60; // for one eigenvalue; two or three are usual

    // The squared length below which the rest of a row counts as zero, the largest element being near 1: squares of
    // smaller numbers lose digits, and their reflection would not be orthogonal.
    private const double Negligible = 1e-280;

    private SymmetricEigen(double[] values, double[] vectors) => (Values, Vectors) = (values, vectors);

    /// <summary>Eigenvalues [n], falling.</summary>
    public double[] Values { get; }

    /// <summary>Orthonormal eigenvectors in rows [n, n], in the order of <see cref="Values"/>.</summary>
    public double[] Vectors { get; }

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="a">The symmetric matrix [n, n].</param>
    /// <param name="n">Rows and columns.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite.</exception>
    /// <exception cref="ArithmeticException">The iteration does not converge.</exception>
    public static SymmetricEigen Decompose(ReadOnlySpan<double> a, int n)
    {
        if (n < 1 || a.Length != (long)n * n)
            throw new ArgumentException($"expected {n} × {n} values, found {a.Length}", nameof(a));
        double scale = Magnitude.PowerOfTwoScale(a);
        double[] work = a.ToArray();
        Blas1.Scale(scale, work);
        var (d, e) = (new double[n], new double[n]); // diagonal; e[i] beside rows i and i + 1
        double[] z = Tridiagonalise(work, n, d, e);
        Diagonalise(d, e, z, n);

        var order = Enumerable.Range(0, n).OrderByDescending(i => d[i]).ToArray();
        var (values, vectors) = (new double[n], new double[n * n]);
        for (int i = 0; i < n; i++)
        {
            values[i] = d[order[i]] / scale;
            z.AsSpan(order[i] * n, n).CopyTo(vectors.AsSpan(i * n));
        }
        return new SymmetricEigen(values, vectors);
    }

    /// <summary>A = Q·T·Qᵀ with T tridiagonal; returns Qᵀ.</summary>
    private static double[] Tridiagonalise(double[] a, int n, double[] d, double[] e)
    {
        var tau = new double[n];
        var p = new double[n];
        for (int k = 0; k < n - 1; k++)
        {
            // Reflect row k, right of the diagonal, onto its first element: v = (1, v_2, …), stored in that row.
            int m = n - k - 1;
            var v = a.AsSpan(k * n + k + 1, m);
            double tail = Blas1.Dot(v[1..], v[1..]), alpha = v[0];
            e[k] = alpha;
            if (tail < Negligible) continue;
            double beta = -Math.CopySign(Math.Sqrt(alpha * alpha + tail), alpha);
            (e[k], tau[k], v[0]) = (beta, (beta - alpha) / beta, 1);
            Blas1.Scale(1 / (alpha - beta), v[1..]);
            // A ← A − v wᵀ − w vᵀ, w = p − ½ τ (pᵀv) v, p = τ A v
            var w = p.AsSpan(0, m);
            for (int i = 0; i < m; i++) w[i] = tau[k] * Blas1.Dot(a.AsSpan((k + 1 + i) * n + k + 1, m), v);
            Blas1.AddScaled(-0.5 * tau[k] * Blas1.Dot(w, v), v, w);
            for (int i = 0; i < m; i++)
            {
                var row = a.AsSpan((k + 1 + i) * n + k + 1, m);
                Blas1.AddScaled(-v[i], w, row);
                Blas1.AddScaled(-w[i], v, row);
            }
        }
        for (int i = 0; i < n; i++) d[i] = a[i * n + i];

        // Q = H_0 H_1 …, starting with the last reflection so that only the lower right part is touched.
        var q = new double[n * n];
        for (int i = 0; i < n; i++) q[i * n + i] = 1;
        for (int k = n - 2; k >= 0; k--)
        {
            if (tau[k] == 0) continue;
            int m = n - k - 1;
            var v = a.AsSpan(k * n + k + 1, m);
            var s = p.AsSpan(0, m); // vᵀ Q
            s.Clear();
            for (int i = 0; i < m; i++) Blas1.AddScaled(v[i], q.AsSpan((k + 1 + i) * n + k + 1, m), s);
            for (int i = 0; i < m; i++) Blas1.AddScaled(-tau[k] * v[i], s, q.AsSpan((k + 1 + i) * n + k + 1, m));
        }
        return Transposition.Of(q, n, n);
    }

    /// <summary>Implicit QL with Wilkinson's shift; each rotation is applied to two rows of z.</summary>
    private static void Diagonalise(double[] d, double[] e, double[] z, int n)
    {
        double norm = 0;
        for (int i = 0; i < n; i++) norm = Math.Max(norm, Math.Abs(d[i]) + Math.Abs(e[i]));
        double negligible = Math.ScaleB(norm, -54);
        for (int l = 0; l < n; l++)
        {
            for (int iteration = 0; ; iteration++)
            {
                int m = l;
                while (m < n - 1 && Math.Abs(e[m]) > negligible) m++;
                if (m == l) break;
                if (iteration == MaxIterations) throw new ArithmeticException("the QL iteration does not converge");
                double g = (d[l + 1] - d[l]) / (2 * e[l]);
                double r = double.Hypot(g, 1);
                g = d[m] - d[l] + e[l] / (g + Math.CopySign(r, g));
                double s = 1, c = 1, p = 0;
                int i = m - 1;
                for (; i >= l; i--)
                {
                    double f = s * e[i], b = c * e[i];
                    r = double.Hypot(f, g);
                    e[i + 1] = r;
                    if (r == 0) // the matrix splits here
                    {
                        d[i + 1] -= p;
                        e[m] = 0;
                        break;
                    }
                    (s, c) = (f / r, g / r);
                    g = d[i + 1] - p;
                    r = (d[i] - g) * s + 2 * c * b;
                    p = s * r;
                    d[i + 1] = g + p;
                    g = c * r - b;
                    Blas1.Rotate(z.AsSpan(i * n, n), z.AsSpan((i + 1) * n, n), c, s);
                }
                if (i >= l) continue;
                d[l] -= p;
                (e[l], e[m]) = (g, 0);
            }
        }
    }
}
