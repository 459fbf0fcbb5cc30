using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Tests.Svd;

/// <summary>Matrices of known singular values and vectors, and angles between subspaces.</summary>
internal static class Spectra
{
    /// <summary>
    /// Rows with the given singular values once centred, about a mean of 3; and their right singular vectors in
    /// columns.
    /// </summary>
    public static (double[] Values, double[] Modes) Matrix(int rows, int columns, double[] sigma)
    {
        int k = sigma.Length;
        // Left vectors orthogonal to the constant one, so that centring changes nothing.
        double[] left = RandomArrays.Gaussian(21, rows * (k + 1));
        for (int i = 0; i < rows; i++) left[i * (k + 1)] = 1;
        HouseholderQr.Orthonormalise(left, rows, k + 1);
        double[] modes = RandomArrays.Gaussian(22, columns * k);
        HouseholderQr.Orthonormalise(modes, columns, k);
        var scaled = new double[rows * k];
        for (int i = 0; i < rows * k; i++) scaled[i] = left[i / k * (k + 1) + i % k + 1] * sigma[i % k];
        var transposed = new double[k * columns];
        for (int i = 0; i < columns * k; i++) transposed[i % k * columns + i / k] = modes[i];
        var values = new double[rows * columns];
        Array.Fill(values, 3);
        Gemm.MultiplyAdd(scaled, transposed, values, rows, k, columns);
        return (values, modes);
    }

    /// <summary>
    /// The sine of the largest angle: the norm of (I − U Uᵀ) V, U [rows, r], V the first r columns of [rows, k].
    /// </summary>
    public static double Angle(double[] u, int rows, int r, double[] v, int k)
    {
        var difference = new double[rows * r];
        for (int i = 0; i < rows * r; i++) difference[i] = v[i / r * k + i % r];
        var coefficients = new double[r * r];
        Gemm.TransposedMultiplyAdd(u, difference, coefficients, r, rows, r);
        for (int i = 0; i < r * r; i++) coefficients[i] *= -1;
        Gemm.MultiplyAdd(u, coefficients, difference, rows, r, r);
        return JacobiSvd.Decompose(difference, rows, r).SingularValues[0];
    }
}
