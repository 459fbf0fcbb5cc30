using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// The linear recursion y_k = c + Σ_(j=1..w) A_j y_(k−j), whose coefficients are (A_w … A_1) [r, w·r]: in the order of
/// a window, the oldest state first. It is stable where the eigenvalues of its companion matrix lie inside the unit
/// circle (Lütkepohl, New Introduction to Multiple Time Series Analysis, 2005, §2.1).
/// </summary>
public static class LinearRecursion
{
    /// <summary>
    /// Creates the companion matrix for windows with the oldest state first: shifts above, the coefficients in the last
    /// block row.
    /// </summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r], at least one matrix.</param>
    /// <param name="dimension">Dimension r of the states, at least 1.</param>
    /// <returns>The matrix [w·r, w·r], row-major.</returns>
    public static double[] Companion(ReadOnlySpan<double> coefficients, int dimension)
    {
        int r = dimension, width = coefficients.Length / r;
        var companion = new double[checked(width * width)];
        for (int i = 0; i < width - r; i++) companion[i * width + i + r] = 1;
        coefficients.CopyTo(companion.AsSpan((width - r) * width));
        return companion;
    }

    /// <summary>Computes the largest magnitude of an eigenvalue of the companion matrix.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r], finite, at least one matrix.</param>
    /// <param name="dimension">Dimension r of the states, at least 1.</param>
    /// <exception cref="ArithmeticException">The iteration for the eigenvalues does not converge.</exception>
    public static double SpectralRadius(ReadOnlySpan<double> coefficients, int dimension) =>
        GeneralEigenvalues.SpectralRadius(Companion(coefficients, dimension), coefficients.Length / dimension);

    /// <summary>
    /// Scales coefficients, A_j ← s^j A_j, which multiplies every eigenvalue by s, until the spectral radius is within
    /// a limit, rounding included.
    /// </summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r], finite, at least one matrix.</param>
    /// <param name="dimension">Dimension r of the states, at least 1.</param>
    /// <param name="limit">The limit, positive.</param>
    /// <returns>The same coefficients where their radius is within the limit.</returns>
    /// <exception cref="ArithmeticException">The iteration for the eigenvalues does not converge.</exception>
    public static double[] ScaledWithin(double[] coefficients, int dimension, double limit)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        int width = coefficients.Length / dimension, lag = width / dimension;
        double radius = SpectralRadius(coefficients, dimension);
        for (double margin = 1e-15; radius > limit; margin *= 10)
        {
            double s = limit / radius * (1 - margin);
            coefficients = [.. coefficients.Select((value, i) => value * Math.Pow(s, lag - i % width / dimension))];
            radius = SpectralRadius(coefficients, dimension);
        }
        return coefficients;
    }

    /// <summary>Computes c for the state m that the recursion keeps: c = (I − Σ A_j) m.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="mean">m [r].</param>
    public static double[] Intercept(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> mean)
    {
        double[] intercept = mean.ToArray();
        for (int i = 0; i < coefficients.Length; i++)
            intercept[i * (long)mean.Length / coefficients.Length] -= coefficients[i] * mean[i % mean.Length];
        return intercept;
    }

    /// <summary>
    /// Solves (I − Σ A_j) m = c for the state that the recursion keeps, and projects it onto a range.
    /// </summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="intercept">c [r].</param>
    /// <param name="range">The range, such as that of the training states.</param>
    public static double[] MeanWithin(
        ReadOnlySpan<double> coefficients, ReadOnlySpan<double> intercept, ColumnRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        int r = intercept.Length;
        var matrix = new double[r * r]; // I − Σ A_j
        for (int i = 0; i < r; i++) matrix[i * r + i] = 1;
        for (int i = 0; i < coefficients.Length; i++)
            matrix[(int)(i * (long)r / coefficients.Length) * r + i % r] -= coefficients[i];
        double[] mean = LeastSquares.Solve(matrix, r, r, intercept, 1).Solution;
        range.Clamp(mean);
        return mean;
    }
}
