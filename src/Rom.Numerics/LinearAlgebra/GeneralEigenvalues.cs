using System.Numerics;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// Eigenvalues of a general real matrix: balancing, Householder reduction to Hessenberg form, then the QR method with
/// Francis' double shift (Wilkinson and Reinsch, Handbook for Automatic Computation II, 1971, <c>balance</c>,
/// <c>orthes</c> and <c>hqr</c>; Golub and Van Loan, Matrix Computations, 4th ed., §7.5). Errors are some 1e-15 of the
/// norm of the balanced matrix, times the eigenvalue's condition: one of multiplicity m keeps 16/m digits.
/// </summary>
/// <remarks>
/// Implemented here rather than taken from a library, for two reasons: plugin authors get it with this package, and the
/// matrices of delay models, whose coefficients span many orders of magnitude, are balanced, which MathNet.Numerics
/// does not do.
/// </remarks>
public static class GeneralEigenvalues
{
    private const int MaxIterations = 60; // for one pair of eigenvalues; two or three are usual
    private const int Exceptional = 10;   // after so many, another shift is tried

    private static readonly double Rounding = Math.ScaleB(1, -52);

    /// <summary>Computes all eigenvalues.</summary>
    /// <param name="a">The matrix [n, n], row-major.</param>
    /// <param name="n">Rows and columns, at least 1.</param>
    /// <returns>
    /// The eigenvalues [n], by falling magnitude. Conjugates are adjacent, the one with the positive imaginary part
    /// first.
    /// </returns>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite.</exception>
    /// <exception cref="ArithmeticException">The iteration does not converge.</exception>
    public static Complex[] Compute(ReadOnlySpan<double> a, int n)
    {
        if (n < 1 || a.Length != (long)n * n)
            throw new ArgumentException($"expected {n} × {n} values, found {a.Length}", nameof(a));
        double scale = Magnitude.PowerOfTwoScale(a);
        double[] work = a.ToArray();
        Blas1.Scale(scale, work);
        Balance(work, n);
        ReduceToHessenberg(work, n);
        var values = new Complex[n];
        Iterate(work, n, values);
        for (int i = 0; i < n; i++) values[i] = new Complex(values[i].Real / scale, values[i].Imaginary / scale);
        return
        [
            .. values.OrderByDescending(value => Complex.Abs(value * scale)).ThenByDescending(value => value.Real)
                .ThenByDescending(value => Math.Abs(value.Imaginary)).ThenByDescending(value => value.Imaginary),
        ];
    }

    /// <summary>The largest magnitude of an eigenvalue.</summary>
    /// <param name="a">The matrix [n, n], row-major.</param>
    /// <param name="n">Rows and columns, at least 1.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite.</exception>
    /// <exception cref="ArithmeticException">The iteration does not converge.</exception>
    public static double SpectralRadius(ReadOnlySpan<double> a, int n) => Complex.Abs(Compute(a, n)[0]);

    /// <summary>
    /// A ← D⁻¹·A·D with D powers of two, so that each row has the norm of its column (Osborne, J. ACM 7, 1960).
    /// </summary>
    private static void Balance(double[] a, int n)
    {
        bool isBalanced = false;
        while (!isBalanced)
        {
            isBalanced = true;
            for (int i = 0; i < n; i++)
            {
                double row = 0, column = 0;
                for (int j = 0; j < n; j++)
                {
                    if (j == i) continue;
                    row += Math.Abs(a[i * n + j]);
                    column += Math.Abs(a[j * n + i]);
                }
                if (row == 0 || column == 0) continue;
                // √(row/column), rounded to a power of two; of the exponents, so that no quotient overflows.
                double factor = Math.ScaleB(1, (Math.ILogB(row) - Math.ILogB(column)) / 2);
                if (row / factor + column * factor >= 0.95 * (row + column)) continue;
                isBalanced = false;
                for (int j = 0; j < n; j++) a[i * n + j] /= factor;
                for (int j = 0; j < n; j++) a[j * n + i] *= factor;
            }
        }
    }

    /// <summary>A ← Qᵀ·A·Q, zero below the first subdiagonal.</summary>
    private static void ReduceToHessenberg(double[] a, int n)
    {
        var (v, row) = (new double[n], new double[n]);
        for (int k = 0; k < n - 2; k++)
        {
            // Reflect column k, below the subdiagonal, onto the subdiagonal: H = I − τ v vᵀ.
            double largest = 0;
            for (int i = k + 1; i < n; i++) largest = Math.Max(largest, Math.Abs(a[i * n + k]));
            double scale = Magnitude.PowerOfTwoScale(largest), tail = 0;
            for (int i = k + 1; i < n; i++)
            {
                v[i] = a[i * n + k] * scale;
                if (i > k + 1) tail += v[i] * v[i];
            }
            for (int i = k + 2; i < n; i++) a[i * n + k] = 0;
            if (tail == 0) continue;
            double alpha = v[k + 1], beta = -Math.CopySign(Math.Sqrt(alpha * alpha + tail), alpha);
            double tau = (beta - alpha) / beta;
            for (int i = k + 2; i < n; i++) v[i] /= alpha - beta;
            v[k + 1] = 1;
            a[(k + 1) * n + k] = beta / scale;
            var reflector = v.AsSpan(k + 1, n - k - 1);
            var sums = row.AsSpan(k + 1, n - k - 1); // vᵀ·A
            sums.Clear();
            for (int i = k + 1; i < n; i++) Blas1.AddScaled(v[i], a.AsSpan(i * n + k + 1, n - k - 1), sums);
            for (int i = k + 1; i < n; i++) Blas1.AddScaled(-tau * v[i], sums, a.AsSpan(i * n + k + 1, n - k - 1));
            for (int i = 0; i < n; i++) // and A·v
            {
                var right = a.AsSpan(i * n + k + 1, n - k - 1);
                Blas1.AddScaled(-tau * Blas1.Dot(right, reflector), reflector, right);
            }
        }
    }

    /// <summary>Deflates eigenvalues from the end of a Hessenberg matrix until none is left.</summary>
    private static void Iterate(double[] h, int n, Complex[] values)
    {
        double norm = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = Math.Max(i - 1, 0); j < n; j++) norm += Math.Abs(h[i * n + j]);
        }
        double shifted = 0; // sum of the exceptional shifts
        int last = n - 1, iterations = 0;
        while (last >= 0)
        {
            int first = StartOfBlock(h, n, last, norm);
            double x = h[last * n + last];
            if (first == last)
            {
                values[last--] = x + shifted;
                iterations = 0;
                continue;
            }
            double y = h[(last - 1) * n + last - 1], product = h[last * n + last - 1] * h[(last - 1) * n + last];
            if (first == last - 1)
            {
                (values[last - 1], values[last]) = OfTwo(x, y, product, shifted);
                last -= 2;
                iterations = 0;
                continue;
            }
            if (iterations == MaxIterations) throw new ArithmeticException("the QR iteration does not converge");
            if (iterations > 0 && iterations % Exceptional == 0)
            {
                shifted += x;
                for (int i = 0; i <= last; i++) h[i * n + i] -= x;
                double size = Math.Abs(h[last * n + last - 1]) + Math.Abs(h[(last - 1) * n + last - 2]);
                x = y = 0.75 * size;
                product = -0.4375 * size * size;
            }
            iterations++;
            DoubleStep(h, n, first, last, x, y, product);
        }
    }

    /// <summary>Returns the first row of the last block that no negligible subdiagonal element splits.</summary>
    private static int StartOfBlock(double[] h, int n, int last, double norm)
    {
        for (int l = last; l > 0; l--)
        {
            double size = Math.Abs(h[(l - 1) * n + l - 1]) + Math.Abs(h[l * n + l]);
            if (size == 0) size = norm;
            ref double element = ref h[l * n + l - 1];
            if (Math.Abs(element) > Rounding * size) continue;
            element = 0;
            return l;
        }
        return 0;
    }

    /// <summary>
    /// Returns the eigenvalues of [[y, ·], [·, x]] with the given product of the off-diagonal elements.
    /// </summary>
    private static (Complex First, Complex Second) OfTwo(double x, double y, double product, double shifted)
    {
        double p = 0.5 * (y - x), q = p * p + product, root = Math.Sqrt(Math.Abs(q));
        double centre = x + shifted;
        if (q < 0) return (new Complex(centre + p, root), new Complex(centre + p, -root));
        double z = p + Math.CopySign(root, p); // the larger one; the other from the product, which does not cancel
        return (centre + z, z == 0 ? centre : centre - product / z);
    }

    /// <summary>
    /// Does one QR step with two shifts, of trace x + y and determinant x·y − product, by reflections of three rows.
    /// </summary>
    private static void DoubleStep(double[] h, int n, int first, int last, double x, double y, double product)
    {
        var (m, p, q, r) = StartOfStep(h, n, first, last, x, y, product);
        for (int i = m + 2; i <= last; i++)
        {
            h[i * n + i - 2] = 0;
            if (i > m + 2) h[i * n + i - 3] = 0;
        }
        for (int k = m; k < last; k++)
        {
            bool hasThree = k < last - 1;
            double size = 1;
            if (k > m)
            {
                (p, q, r) = (h[k * n + k - 1], h[(k + 1) * n + k - 1], hasThree ? h[(k + 2) * n + k - 1] : 0);
                size = Math.Abs(p) + Math.Abs(q) + Math.Abs(r);
                if (size == 0) continue;
                (p, q, r) = (p / size, q / size, r / size);
            }
            double s = Math.CopySign(Math.Sqrt(p * p + q * q + r * r), p);
            if (s == 0) continue;
            if (k > m) h[k * n + k - 1] = -s * size;
            else if (first < m) h[k * n + k - 1] = -h[k * n + k - 1];
            p += s;
            double a = p / s, b = q / s, c = r / s; // the reflection: (1, q, r) from the left, (a, b, c) from the right
            (q, r) = (q / p, r / p);
            for (int j = k; j <= last; j++)
            {
                double sum = h[k * n + j] + q * h[(k + 1) * n + j];
                if (hasThree)
                {
                    sum += r * h[(k + 2) * n + j];
                    h[(k + 2) * n + j] -= sum * c;
                }
                h[(k + 1) * n + j] -= sum * b;
                h[k * n + j] -= sum * a;
            }
            int end = Math.Min(last, k + 3);
            for (int i = first; i <= end; i++)
            {
                double sum = a * h[i * n + k] + b * h[i * n + k + 1];
                if (hasThree)
                {
                    sum += c * h[i * n + k + 2];
                    h[i * n + k + 2] -= sum * r;
                }
                h[i * n + k + 1] -= sum * q;
                h[i * n + k] -= sum;
            }
        }
    }

    /// <summary>
    /// Returns the row at which the step may begin, where two small subdiagonal elements act as a zero, and its first
    /// column.
    /// </summary>
    private static (int Row, double P, double Q, double R) StartOfStep(
        double[] h, int n, int first, int last, double x, double y, double product)
    {
        for (int m = last - 2; ; m--)
        {
            double z = h[m * n + m], dx = x - z, dy = y - z;
            double p = (dx * dy - product) / h[(m + 1) * n + m] + h[m * n + m + 1];
            double q = h[(m + 1) * n + m + 1] - z - dx - dy;
            double r = h[(m + 2) * n + m + 1];
            double size = Math.Abs(p) + Math.Abs(q) + Math.Abs(r);
            (p, q, r) = (p / size, q / size, r / size);
            if (m == first) return (m, p, q, r);
            double u = Math.Abs(h[m * n + m - 1]) * (Math.Abs(q) + Math.Abs(r));
            double v = Math.Abs(p)
                * (Math.Abs(h[(m - 1) * n + m - 1]) + Math.Abs(z) + Math.Abs(h[(m + 1) * n + m + 1]));
            if (u <= Rounding * v) return (m, p, q, r);
        }
    }
}
