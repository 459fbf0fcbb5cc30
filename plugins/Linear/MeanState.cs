using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;

namespace Linear;

/// <summary>
/// The state m about which a model fluctuates, and to which its forecasts tend: y_k = m + Σ A_j (y_(k−j) − m) is y_k =
/// c + Σ A_j y_(k−j) with c = (I − Σ A_j) m.
/// </summary>
internal static class MeanState
{
    /// <summary>Computes c.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="mean">m [r].</param>
    public static double[] Intercept(double[] coefficients, double[] mean)
    {
        double[] intercept = [.. mean];
        for (int i = 0; i < coefficients.Length; i++)
            intercept[i * (long)mean.Length / coefficients.Length] -= coefficients[i] * mean[i % mean.Length];
        return intercept;
    }

    /// <summary>Solves for m within the range of the training states.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="intercept">c [r].</param>
    /// <param name="range">The range of the training states.</param>
    public static double[] Of(double[] coefficients, double[] intercept, ColumnRange range)
    {
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
