namespace Rom.Numerics.TimeSeries;

/// <summary>
/// The companion matrix of the linear recursion y_k = c + Σ_(j=1..w) A_j y_(k−j): first block row (A_1 … A_w),
/// identities below it. The recursion is stable where its eigenvalues lie inside the unit circle (Lütkepohl, New
/// Introduction to Multiple Time Series Analysis, 2005, §2.1).
/// </summary>
public static class CompanionMatrix
{
    /// <summary>Creates the matrix.</summary>
    /// <param name="coefficients">The coefficients [w, r, r], A_1 first.</param>
    /// <param name="dimension">Dimension r of the states, at least 1.</param>
    /// <returns>The matrix [w·r, w·r], row-major.</returns>
    /// <exception cref="ArgumentException">
    /// The coefficients are not one or more whole matrices, or the matrix fits into no array.
    /// </exception>
    public static double[] Create(ReadOnlySpan<double> coefficients, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int r = dimension, lag = (int)(coefficients.Length / ((long)r * r)), n = lag * r;
        if (lag == 0 || coefficients.Length != n * (long)r)
        {
            throw new ArgumentException(
                $"expected one or more matrices of {r} × {r} values, found {coefficients.Length} values",
                nameof(coefficients));
        }
        if ((long)n * n > Array.MaxLength)
            throw new ArgumentException(
                $"expected a matrix that fits into an array, found {n} × {n} values", nameof(coefficients));
        var companion = new double[n * n];
        for (int j = 0; j < lag; j++)
        {
            for (int row = 0; row < r; row++)
                coefficients.Slice((j * r + row) * r, r).CopyTo(companion.AsSpan(row * n + j * r, r));
        }
        for (int i = r; i < n; i++) companion[i * n + i - r] = 1;
        return companion;
    }
}
