using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Rom.Numerics.TimeSeries;
using ComplexVector = MathNet.Numerics.LinearAlgebra.Vector<System.Numerics.Complex>;

namespace Mvar;

/// <summary>
/// The eigenvalues of a model's companion matrix (<see cref="CompanionMatrix"/>), and coefficients in which none lies
/// outside the unit circle.
/// </summary>
internal static class Stabilisation
{
    // Eigenvectors that reproduce the matrix with a larger error are no basis for a projection: the matrix is nearly
    // defective.
    private const double LargestReconstructionError = 1e-6;

    /// <summary>Computes the eigenvalues.</summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="r">Latent dimension.</param>
    /// <exception cref="MathNet.Numerics.NonConvergenceException">
    /// The iteration for the eigenvalues does not converge.
    /// </exception>
    public static Complex[] Eigenvalues(double[] coefficients, int r) =>
        [.. Decompose(CompanionOf(coefficients, r)).EigenValues];

    /// <summary>Computes the spectral radius.</summary>
    /// <inheritdoc cref="Eigenvalues"/>
    public static double SpectralRadius(double[] coefficients, int r) =>
        Eigenvalues(coefficients, r).Max(value => value.Magnitude);

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

    /// <summary>Scales coefficients whose spectral radius exceeds a limit to that limit, rounding included.</summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="r">Latent dimension.</param>
    /// <param name="radius">The spectral radius of the coefficients.</param>
    /// <param name="limit">The limit, positive.</param>
    /// <returns>The same coefficients where their radius is within the limit.</returns>
    public static double[] ScaledTo(double[] coefficients, int r, double radius, double limit)
    {
        for (double margin = 1e-15; radius > limit; margin *= 10)
        {
            coefficients = Scaled(coefficients, r, limit / radius * (1 - margin));
            radius = SpectralRadius(coefficients, r);
        }
        return coefficients;
    }

    /// <summary>
    /// Moves eigenvalues outside the unit circle onto it, λ ← λ/|λ|, and keeps the first block row of V Λ V⁻¹. The rows
    /// below are then no longer identities; restoring them moves the eigenvalues again, and the coefficients are scaled
    /// if some are still outside. They are also scaled where the eigenvectors are nearly dependent.
    /// </summary>
    /// <param name="coefficients">[r, w·r], the oldest state's block first.</param>
    /// <param name="r">Latent dimension.</param>
    /// <returns>Coefficients whose spectral radius is at most 1.</returns>
    public static double[] Projected(double[] coefficients, int r)
    {
        var companion = CompanionOf(coefficients, r);
        var decomposition = Decompose(companion);
        var values = decomposition.EigenValues;
        var vectors = ComplexVectors(values, decomposition.EigenVectors);
        var inverse = vectors.Inverse();
        var clipped = values.Map(value => value.Magnitude > 1 ? value / value.Magnitude : value);
        double error = (Product(vectors, values, inverse) - companion).InfinityNorm();
        double[] kept = error <= LargestReconstructionError * companion.InfinityNorm() // not where it is NaN
            ? FirstBlockRow(Product(vectors, clipped, inverse), r)
            : coefficients;
        return ScaledTo(kept, r, SpectralRadius(kept, r), 1);
    }

    private static Evd<double> Decompose(Matrix<double> companion) => companion.Evd(Symmetricity.Asymmetric);

    // V diag(λ) V⁻¹, which is real because conjugate eigenvalues have conjugate eigenvectors.
    private static Matrix<double> Product(Matrix<Complex> vectors, ComplexVector values, Matrix<Complex> inverse) =>
        (vectors * Matrix<Complex>.Build.DenseOfDiagonalVector(values) * inverse).Map(value => value.Real);

    private static Matrix<double> CompanionOf(double[] coefficients, int r)
    {
        int width = coefficients.Length / r;
        return Matrix<double>.Build.DenseOfRowMajor(
            width, width, CompanionMatrix.Create(CoefficientOrder.ToMatrices(coefficients, r), r));
    }

    private static double[] FirstBlockRow(Matrix<double> companion, int r)
    {
        int width = companion.ColumnCount;
        var matrices = new double[r * width];
        for (int i = 0; i < matrices.Length; i++) matrices[i] = companion[i / r % r, i / (r * r) * r + i % r];
        return CoefficientOrder.FromMatrices(matrices, r);
    }

    // For a pair of conjugate eigenvalues the real form keeps the real part in one column, the imaginary part in the
    // next.
    private static Matrix<Complex> ComplexVectors(ComplexVector values, Matrix<double> vectors)
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
