namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// The factorization A = Q·R of a row-major matrix by Householder reflections H = I − τ v vᵀ (Golub and Van Loan,
/// Matrix Computations, 4th ed., §5.2). Unconditionally stable: Q is orthonormal to rounding for any A.
/// </summary>
public static class HouseholderQr
{
    // Elements below the diagonal that are smaller than this, relative to those above in the same column, are rounding
    // of rounding. Equal columns leave 1e-16, 1e-32, 1e-48, … and would reach subnormal numbers, whose arithmetic is
    // slow.
    private static readonly double Negligible = Math.ScaleB(1, -130);

    // Columns below this are scaled before reflecting, as LAPACK's dlarfg does: β would be subnormal, and its rounding
    // would make H no reflection.
    private static readonly double Smallest = Math.ScaleB(1, -960);
    private static readonly double Enlargement = Math.ScaleB(1, 200);

    // Sums of larger elements may overflow.
    private static readonly double Largest = Math.ScaleB(1, 1000);
    private static readonly double Reduction = Math.ScaleB(1, -100);

    /// <summary>
    /// Replaces the columns of a matrix by orthonormal ones; the first j of them span the first j given columns.
    /// </summary>
    /// <remarks>
    /// A column that depends on those before it is replaced by an arbitrary orthonormal one. Columns may have any size,
    /// from subnormal numbers to the largest.
    /// </remarks>
    /// <param name="a">The matrix [rows, columns]; Q on return.</param>
    /// <param name="rows">Rows, at least <paramref name="columns"/>.</param>
    /// <param name="columns">Columns.</param>
    /// <exception cref="ArgumentException">
    /// There are more columns than rows, the length does not fit, or a value is not finite.
    /// </exception>
    public static void Orthonormalise(Span<double> a, int rows, int columns)
    {
        if (columns > rows)
            throw new ArgumentException($"expected at most {rows} columns, found {columns}", nameof(columns));
        Reduce(a);
        var tau = new double[columns];
        Factor(a, rows, columns, tau);
        FormQ(a, rows, columns, tau);
    }

    /// <summary>Computes R alone.</summary>
    /// <param name="a">The matrix [rows, columns]; overwritten.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <returns>R [min(rows, columns), columns], upper triangular.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite.</exception>
    /// <exception cref="ArithmeticException">An element of R is too large for a double.</exception>
    public static double[] UpperFactor(Span<double> a, int rows, int columns)
    {
        int k = Math.Min(rows, columns);
        double scale = Reduce(a);
        Factor(a, rows, columns, new double[k]);
        var r = new double[k * columns];
        for (int i = 0; i < k; i++) a[(i * columns + i)..((i + 1) * columns)].CopyTo(r.AsSpan(i * columns + i));
        if (scale == 1) return r;
        Blas1.Scale(1 / scale, r);
        return r.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue)
            ? throw new ArithmeticException("the columns are too long: their length is no finite number")
            : r;
    }

    /// <summary>
    /// Factorizes in place: R on and above the diagonal, below it the reflectors v, whose first element is 1.
    /// </summary>
    /// <param name="a">The matrix [rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="tau">Receives τ of each reflector [min(rows, columns)].</param>
    internal static void Factor(Span<double> a, int rows, int columns, Span<double> tau)
    {
        if (a.Length != (long)rows * columns)
            throw new ArgumentException($"expected {rows} × {columns} values, found {a.Length}", nameof(a));
        var sums = new double[columns];
        for (int j = 0; j < tau.Length; j++)
        {
            tau[j] = MakeReflector(a, rows, columns, j);
            Reflect(a, rows, columns, j, tau[j], sums);
        }
    }

    /// <summary>
    /// Replaces reflectors by the leading columns of the Q that they form, starting with the last reflector.
    /// </summary>
    /// <param name="a">The result of <see cref="Factor"/> [rows, columns], rows ≥ columns; Q on return.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="tau">τ of each reflector [columns].</param>
    internal static void FormQ(Span<double> a, int rows, int columns, ReadOnlySpan<double> tau)
    {
        var sums = new double[columns];
        for (int j = columns - 1; j >= 0; j--)
        {
            a[(j * columns + j + 1)..((j + 1) * columns)].Clear(); // row j of I, right of the diagonal
            Reflect(a, rows, columns, j, tau[j], sums);
            for (int i = 0; i < j; i++) a[i * columns + j] = 0;
            a[j * columns + j] = 1 - tau[j];
            for (int i = j + 1; i < rows; i++) a[i * columns + j] *= -tau[j];
        }
    }

    /// <summary>
    /// Computes the reflection that clears column j below the diagonal; stores v there and β = R[j, j] on the diagonal.
    /// </summary>
    private static double MakeReflector(Span<double> a, int rows, int columns, int j)
    {
        double above = 0, largest = 0;
        for (int i = 0; i < j; i++) above = Math.Max(above, Math.Abs(a[i * columns + j]));
        for (int i = j + 1; i < rows; i++) largest = Math.Max(largest, Math.Abs(a[i * columns + j]));
        if (largest <= Negligible * above) return 0;
        double alpha = a[j * columns + j];
        largest = Math.Max(largest, Math.Abs(alpha));
        double scale = 1;
        if (largest < Smallest)
        {
            scale = Enlargement;
            for (int i = j; i < rows; i++) a[i * columns + j] *= scale;
            (alpha, largest) = (alpha * scale, largest * scale);
        }
        double sum = 0;
        for (int i = j; i < rows; i++)
        {
            double scaled = a[i * columns + j] / largest; // squares neither overflow nor vanish
            sum += scaled * scaled;
        }
        double beta = -Math.CopySign(largest * Math.Sqrt(sum), alpha);
        a[j * columns + j] = beta / scale;
        for (int i = j + 1; i < rows; i++) a[i * columns + j] /= alpha - beta;
        return (beta - alpha) / beta;
    }

    /// <summary>Scales huge elements down by a power of two; returns the factor, or 1 where none are huge.</summary>
    private static double Reduce(Span<double> a)
    {
        double scale = Magnitude.Largest(a) > Largest ? Reduction : 1;
        if (scale != 1) Blas1.Scale(scale, a);
        return scale;
    }

    /// <summary>A ← (I − τ v vᵀ) A for the rows from j and the columns right of j; v is stored in column j.</summary>
    private static void Reflect(Span<double> a, int rows, int columns, int j, double tau, double[] sums)
    {
        int width = columns - j - 1;
        if (tau == 0 || width == 0) return;
        var s = sums.AsSpan(0, width); // vᵀ A
        a.Slice(j * columns + j + 1, width).CopyTo(s);
        for (int i = j + 1; i < rows; i++) Blas1.AddScaled(a[i * columns + j], a.Slice(i * columns + j + 1, width), s);
        Blas1.AddScaled(-tau, s, a.Slice(j * columns + j + 1, width));
        for (int i = j + 1; i < rows; i++)
            Blas1.AddScaled(-tau * a[i * columns + j], s, a.Slice(i * columns + j + 1, width));
    }
}
