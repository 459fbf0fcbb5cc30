namespace Mvar;

/// <summary>
/// Converts between two orders of coefficients: (A_w … A_1) [r, w·r], that of the oldest state first as in a window,
/// and matrices [w, r, r], A_1 first.
/// </summary>
internal static class CoefficientOrder
{
    /// <summary>Reorders coefficients into matrices.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="r">Latent dimension.</param>
    /// <returns>[w, r, r], A_1 first.</returns>
    public static double[] ToMatrices(ReadOnlySpan<double> coefficients, int r)
    {
        var matrices = new double[coefficients.Length];
        for (int i = 0; i < matrices.Length; i++) matrices[i] = coefficients[Place(i, matrices.Length, r)];
        return matrices;
    }

    /// <summary>Reorders matrices into coefficients.</summary>
    /// <param name="matrices">[w, r, r], A_1 first.</param>
    /// <param name="r">Latent dimension.</param>
    /// <returns>(A_w … A_1) [r, w·r].</returns>
    public static double[] FromMatrices(ReadOnlySpan<double> matrices, int r)
    {
        var coefficients = new double[matrices.Length];
        for (int i = 0; i < matrices.Length; i++) coefficients[Place(i, matrices.Length, r)] = matrices[i];
        return coefficients;
    }

    // The index of element i of the matrices among the coefficients.
    private static int Place(int i, int count, int r)
    {
        int width = count / r, lag = i / (r * r), row = i / r % r, column = i % r;
        return row * width + width - r - lag * r + column;
    }
}
