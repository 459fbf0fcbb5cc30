using Rom.Numerics.LinearAlgebra;

namespace Reservoir;

/// <summary>
/// An upper bound of a matrix's spectral radius by Gelfand's formula, ρ(W) ≤ ‖W^m‖^(1/m), with m = 2¹²: within a part
/// in some hundreds for random matrices. It costs twelve products, between which it may be cancelled.
/// </summary>
internal static class GelfandRadius
{
    private const int Squarings = 12;

    /// <summary>Computes the bound.</summary>
    /// <param name="matrix">The matrix [n, n], finite.</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static double Of(double[] matrix, int n, CancellationToken cancellation)
    {
        var (power, square) = (matrix.AsSpan().ToArray(), new double[matrix.Length]);
        double log = 0;
        for (int k = 0; ; k++)
        {
            double norm = Normalise(power);
            if (norm == 0) return 0;
            log += Math.ScaleB(Math.Log(norm), -k);
            if (k == Squarings) return Math.Exp(log);
            cancellation.ThrowIfCancellationRequested();
            Array.Clear(square);
            Gemm.MultiplyAdd(power, power, square, n, n, n);
            (power, square) = (square, power);
        }
    }

    // Divides by the Frobenius norm, and returns it.
    private static double Normalise(double[] matrix)
    {
        double sum = 0;
        foreach (double value in matrix) sum += value * value;
        double norm = Math.Sqrt(sum);
        for (int i = 0; norm > 0 && i < matrix.Length; i++) matrix[i] /= norm;
        return norm;
    }
}
