using System.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Linear;

/// <summary>
/// Bounds the spectral radius of the companion matrix F of coefficients (A_w … A_1): the recursion is stable where its
/// eigenvalues lie inside the unit circle.
/// </summary>
internal static class EigenvalueBound
{
    // Eigenvectors that reproduce the matrix with a larger error are nearly dependent, and no basis for moving
    // eigenvalues.
    private const double LargestReconstructionError = 1e-6;

    /// <summary>Computes the spectral radius.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="r">Latent dimension.</param>
    /// <exception cref="ArithmeticException">The iteration for the eigenvalues does not converge.</exception>
    public static double Radius(double[] coefficients, int r) =>
        LinearRecursion.SpectralRadius(coefficients, r);

    /// <summary>Returns coefficients whose spectral radius is within a limit, rounding included.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r], finite.</param>
    /// <param name="r">Latent dimension.</param>
    /// <param name="rule">The way in which eigenvalues are moved.</param>
    /// <param name="limit">The limit, positive.</param>
    /// <exception cref="ArithmeticException">The iteration for the eigenvalues does not converge.</exception>
    public static double[] Within(double[] coefficients, int r, EigenvalueRule rule, double limit)
    {
        bool isMoved = rule == EigenvalueRule.Circle
            || (rule == EigenvalueRule.Disc && Radius(coefficients, r) > limit);
        double[] moved = isMoved ? Moved(coefficients, r, rule, limit) ?? coefficients : coefficients;
        return LinearRecursion.ScaledWithin(moved, r, limit);
    }

    /// <summary>
    /// V Λ' V⁻¹, of which the block row of the newest state is kept, as optimised DMD limits the eigenvalues of its
    /// operator (Askham and Kutz, SIAM J. Appl. Dyn. Syst. 17, 2018). The other rows are then no longer shifts;
    /// restoring them moves eigenvalues again, unless the lag is 1.
    /// </summary>
    private static double[]? Moved(double[] coefficients, int r, EigenvalueRule rule, double limit)
    {
        int width = coefficients.Length / r;
        var companion = Matrix<double>.Build.DenseOfRowMajor(width, width, LinearRecursion.Companion(coefficients, r));
        try
        {
            var decomposition = companion.Evd(Symmetricity.Asymmetric);
            var values = decomposition.EigenValues;
            var vectors = ComplexVectors(values, decomposition.EigenVectors);
            var inverse = vectors.Inverse();
            double error = (Product(vectors, values, inverse) - companion).InfinityNorm();
            if (!(error <= LargestReconstructionError * companion.InfinityNorm())) return null; // also where it is NaN
            var moved = Product(vectors, values.Map(value => Moved(value, rule, limit)), inverse);
            return [.. Enumerable.Range(0, coefficients.Length)
                .Select(i => moved[width - r + i / width, i % width])];
        }
        catch (NonConvergenceException)
        {
            return null;
        }
    }

    private static Complex Moved(Complex value, EigenvalueRule rule, double limit)
    {
        double size = value.Magnitude;
        if (size == 0) return rule == EigenvalueRule.Circle ? limit : 0;
        return rule == EigenvalueRule.Circle || size > limit ? value / size * limit : value;
    }

    // V diag(λ) V⁻¹, which is real because conjugate eigenvalues have conjugate eigenvectors.
    private static Matrix<double> Product(
        Matrix<Complex> vectors, MathNet.Numerics.LinearAlgebra.Vector<Complex> values, Matrix<Complex> inverse) =>
        (vectors * Matrix<Complex>.Build.DenseOfDiagonalVector(values) * inverse).Map(value => value.Real);

    // For a pair of conjugate eigenvalues the real form keeps the real part in one column, the imaginary part in the
    // next.
    private static Matrix<Complex> ComplexVectors(
        MathNet.Numerics.LinearAlgebra.Vector<Complex> values, Matrix<double> vectors)
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
