namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// Computes the solution X of least Frobenius norm among the minimizers of ‖A·X − B‖, for A of any rank: Householder QR
/// of [A B], then the singular value decomposition of the triangle (Golub and Van Loan, Matrix Computations, 4th ed.,
/// §5.5). No Gram matrix squares the condition of A.
/// </summary>
public sealed class LeastSquares
{
    private LeastSquares(double[] solution, double[] singularValues, int rank) =>
        (Solution, SingularValues, Rank) = (solution, singularValues, rank);

    /// <summary>X [columns, outputs], row-major.</summary>
    public double[] Solution { get; }

    /// <summary>Singular values of A [min(rows, columns)], falling.</summary>
    public double[] SingularValues { get; }

    /// <summary>
    /// The number of singular values above the tolerance. The solution has no part in the directions of the others.
    /// </summary>
    public int Rank { get; }

    /// <summary>Solves the least-squares problem.</summary>
    /// <param name="a">A [rows, columns], row-major. Where it is zero, so is X.</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="b">B [rows, outputs], row-major.</param>
    /// <param name="outputs">Columns of B, at least 1.</param>
    /// <param name="tolerance">
    /// Singular values count as zero up to this share of the largest, in [0, 1). Null: max(rows, columns)·2⁻⁵², as
    /// <c>numpy.linalg.lstsq</c>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no rows, columns or outputs, a length does not fit, or a value is not finite.
    /// </exception>
    /// <exception cref="ArithmeticException">An element of X is too large for a double.</exception>
    public static LeastSquares Solve(
        ReadOnlySpan<double> a, int rows, int columns, ReadOnlySpan<double> b, int outputs, double? tolerance = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (a.Length != (long)rows * columns)
            throw new ArgumentException($"expected {rows} × {columns} values, found {a.Length}", nameof(a));
        if (b.Length != (long)rows * outputs)
            throw new ArgumentException($"expected {rows} × {outputs} values, found {b.Length}", nameof(b));
        double share = tolerance ?? Math.ScaleB(Math.Max(rows, columns), -52);
        if (!(share is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(tolerance), share, "expected a share in [0, 1)");

        // Powers of two bring A and B near 1, so that no square overflows or underflows.
        double scaleA = Magnitude.PowerOfTwoScale(a), scaleB = Magnitude.PowerOfTwoScale(b);
        int width = checked(columns + outputs);
        var stacked = new double[checked(rows * width)]; // [A B]
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) stacked[i * width + j] = scaleA * a[i * columns + j];
            for (int j = 0; j < outputs; j++) stacked[i * width + columns + j] = scaleB * b[i * outputs + j];
        }
        // [A B] = Q·[R S]: the first min(rows, columns) rows of R hold all of A, and those of S are Qᵀ·B.
        int k = Math.Min(rows, columns);
        double[] factor = HouseholderQr.UpperFactor(stacked, rows, width);
        var (r, s) = (new double[k * columns], new double[k * outputs]);
        for (int i = 0; i < k; i++)
        {
            factor.AsSpan(i * width, columns).CopyTo(r.AsSpan(i * columns));
            factor.AsSpan(i * width + columns, outputs).CopyTo(s.AsSpan(i * outputs));
        }
        // R = U·diag(σ)·Vᵀ, X = V·diag(1/σ)·Uᵀ·S
        var svd = JacobiSvd.Decompose(r, k, columns);
        int rank = svd.SingularValues.TakeWhile(sigma => sigma > share * svd.SingularValues[0]).Count();
        var rotated = new double[k * outputs];
        Gemm.TransposedMultiplyAdd(svd.U, s, rotated, k, k, outputs);
        for (int i = 0; i < k; i++)
        {
            var row = rotated.AsSpan(i * outputs, outputs);
            foreach (ref double value in row) value = i < rank ? value / svd.SingularValues[i] : 0;
        }
        var solution = new double[checked(columns * outputs)];
        Gemm.TransposedMultiplyAdd(svd.Vt, rotated, solution, columns, k, outputs);
        int exponent = Math.ILogB(scaleA) - Math.ILogB(scaleB);
        foreach (ref double value in solution.AsSpan()) value = Math.ScaleB(value, exponent);
        if (solution.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            throw new ArithmeticException("the solution is too large for doubles");
        return new LeastSquares(solution, Array.ConvertAll(svd.SingularValues, sigma => sigma / scaleA), rank);
    }
}
