using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>
/// The companion matrix of y_k = Σ A_j y_(k−j): first block row (A_1 … A_w), identities below it. The model is stable when its
/// eigenvalues lie inside the unit circle (Lütkepohl 2005, §2.1).
/// </summary>
internal static class CompanionMatrix
{
    /// <summary>The eigenvalues.</summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="r">Latent dimension.</param>
    public static Complex[] Eigenvalues(double[] coefficients, int r) => [.. Of(coefficients, r).Evd(Symmetricity.Asymmetric).EigenValues];

    /// <summary>The spectral radius.</summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="r">Latent dimension.</param>
    public static double SpectralRadius(double[] coefficients, int r) => Eigenvalues(coefficients, r).Max(value => value.Magnitude);

    /// <summary>A_j ← s^j A_j, which multiplies every eigenvalue by s.</summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="r">Latent dimension.</param>
    /// <param name="s">The factor.</param>
    public static double[] Scaled(double[] coefficients, int r, double s)
    {
        int width = coefficients.Length / r, lag = width / r;
        double[] scaled = [.. coefficients];
        for (int i = 0; i < scaled.Length; i++) scaled[i] *= Math.Pow(s, lag - i % width / r);
        return scaled;
    }

    /// <summary>
    /// Moves eigenvalues outside the unit circle onto it and takes the first block row of V Λ' V⁻¹. That row's own companion
    /// matrix is another one, whose eigenvalues lie near; what is left outside is scaled away.
    /// </summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="r">Latent dimension.</param>
    public static double[] Projected(double[] coefficients, int r)
    {
        var decomposition = Of(coefficients, r).Evd(Symmetricity.Asymmetric);
        if (decomposition.EigenValues.All(value => value.Magnitude <= 1)) return coefficients;
        var vectors = ComplexVectors(decomposition.EigenValues, decomposition.EigenVectors);
        var clipped = Matrix<Complex>.Build.DenseOfDiagonalArray(
            [.. decomposition.EigenValues.Select(value => value.Magnitude > 1 ? value / value.Magnitude : value)]);
        var projected = vectors * clipped * vectors.Inverse();
        int width = coefficients.Length / r, lag = width / r;
        var result = new double[coefficients.Length];
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < width; j++) result[i * width + (lag - 1 - j / r) * r + j % r] = projected[i, j].Real;
        }
        double radius = result.All(double.IsFinite) ? SpectralRadius(result, r) : double.NaN;
        if (double.IsNaN(radius)) return Scaled(coefficients, r, 1 / SpectralRadius(coefficients, r));
        return radius > 1 ? Scaled(result, r, 1 / radius) : result;
    }

    private static Matrix<double> Of(double[] coefficients, int r)
    {
        int width = coefficients.Length / r, lag = width / r;
        var companion = Matrix<double>.Build.Dense(width, width);
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < width; j++) companion[i, j] = coefficients[i * width + (lag - 1 - j / r) * r + j % r];
        }
        for (int i = r; i < width; i++) companion[i, i - r] = 1;
        return companion;
    }

    // For a pair of conjugate eigenvalues the real form keeps the real part in one column, the imaginary part in the next.
    private static Matrix<Complex> ComplexVectors(MathNet.Numerics.LinearAlgebra.Vector<Complex> values, Matrix<double> vectors)
    {
        var complex = Matrix<Complex>.Build.Dense(vectors.RowCount, vectors.ColumnCount);
        for (int c = 0; c < vectors.ColumnCount; c++)
        {
            bool isPair = values[c].Imaginary != 0 && c + 1 < vectors.ColumnCount;
            for (int i = 0; i < vectors.RowCount; i++)
            {
                complex[i, c] = isPair ? new Complex(vectors[i, c], vectors[i, c + 1]) : vectors[i, c];
                if (isPair) complex[i, c + 1] = Complex.Conjugate(complex[i, c]);
            }
            if (isPair) c++;
        }
        return complex;
    }
}
