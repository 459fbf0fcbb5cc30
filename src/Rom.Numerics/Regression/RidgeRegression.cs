using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Regression;

/// <summary>
/// Ridge regression in closed form: the W and c that minimise Σ‖y − W·x − c‖² + Σ α_j ‖w_j‖², w_j the coefficients of
/// input j in all outputs (Hoerl and Kennard, Technometrics 12, 1970). The intercept c is not penalised. Immutable and
/// thread-safe.
/// </summary>
/// <remarks>
/// With inputs and outputs centred, W = (XᵀX + diag(α))⁻¹ XᵀY, solved by Cholesky in units in which the diagonal is 1.
/// Where that matrix is close to singular, which happens earlier than for X because it holds squares, the least-squares
/// problem with the rows [X; diag(√α)] is solved by QR and SVD instead (<see cref="LeastSquares"/>).
/// </remarks>
public sealed class RidgeRegression
{
    // A pivot of the matrix of unit diagonal is the share of an input that the preceding inputs do not explain. Below
    // this, rounding in the squares would show: errors of coefficients are about 1e-16 divided by it.
    private const double LeastPivot = 1e-5;

    private readonly double[] inputMean;
    private readonly double[] outputMean;

    private RidgeRegression(double[] coefficients, double[] inputMean, double[] outputMean)
    {
        (Coefficients, this.inputMean, this.outputMean) = (coefficients, inputMean, outputMean);
        Intercept = [.. outputMean];
        for (int i = 0; i < Outputs; i++) Intercept[i] -= Blas1.Dot(Row(i), inputMean);
        if (Intercept.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue)) throw TooLarge();
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs => inputMean.Length;

    /// <summary>Number of outputs.</summary>
    public int Outputs => outputMean.Length;

    /// <summary>W [outputs, inputs], row-major.</summary>
    public double[] Coefficients { get; }

    /// <summary>c [outputs].</summary>
    public double[] Intercept { get; }

    /// <summary>Fits with one penalty for all inputs.</summary>
    /// <param name="x">Inputs [n, inputs], row-major, at least one row.</param>
    /// <param name="y">Outputs [n, outputs], row-major.</param>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    /// <param name="penalty">α, not negative. Inputs of different units are better standardised first.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows, a length does not fit, a penalty is negative, or a value is not finite.
    /// </exception>
    /// <exception cref="ArithmeticException">A coefficient is too large for a double.</exception>
    public static RidgeRegression Fit(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, int inputs, int outputs, double penalty)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        var penalties = new double[inputs];
        Array.Fill(penalties, penalty);
        return Fit(x, y, inputs, outputs, penalties);
    }

    /// <summary>Fits with a penalty for each input; inputs of one block share a penalty.</summary>
    /// <remarks>
    /// Where penalties are zero and inputs are dependent, many W fit equally well: the one with the smallest
    /// coefficients in units of the inputs' standard deviations is chosen. A constant input has the coefficient 0.
    /// </remarks>
    /// <param name="x">Inputs [n, inputs], row-major, at least one row.</param>
    /// <param name="y">Outputs [n, outputs], row-major.</param>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    /// <param name="penalties">α_j of each input [inputs], not negative.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows, a length does not fit, a penalty is negative, or a value is not finite.
    /// </exception>
    /// <exception cref="ArithmeticException">A coefficient is too large for a double.</exception>
    public static RidgeRegression Fit(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, int inputs, int outputs, ReadOnlySpan<double> penalties)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (x.IsEmpty || x.Length % inputs != 0)
            throw new ArgumentException(
                $"expected rows of {inputs} values, at least one, found {x.Length} values", nameof(x));
        int n = x.Length / inputs;
        if (y.Length != (long)n * outputs)
            throw new ArgumentException($"expected {n} × {outputs} values, found {y.Length}", nameof(y));
        if (penalties.Length != inputs)
            throw new ArgumentException(
                $"expected a penalty for each of {inputs} inputs, found {penalties.Length}", nameof(penalties));
        for (int j = 0; j < inputs; j++)
        {
            if (!(penalties[j] >= 0 && double.IsFinite(penalties[j])))
                throw new ArgumentException(
                    $"expected penalties of at least 0, found {penalties[j]} for input {j}", nameof(penalties));
        }

        var (z, inputMean) = Centred(x, inputs);
        var (t, outputMean) = Centred(y, outputs);
        double outputScale = Magnitude.PowerOfTwoScale(t);
        Blas1.Scale(outputScale, t);
        // In units d_j = √(‖x_j‖² + α_j) no square overflows or underflows, and the columns of [X; diag(√α)] have
        // length 1.
        var (unit, root) = (Norms(z, inputs), new double[inputs]); // root: √α_j in these units
        for (int j = 0; j < inputs; j++)
        {
            double square = Math.Sqrt(penalties[j]);
            unit[j] = double.Hypot(unit[j], square);
            if (unit[j] == 0) unit[j] = 1; // a constant input without a penalty
            root[j] = square / unit[j];
        }
        for (int start = 0; start < z.Length; start += inputs)
        {
            var row = z.AsSpan(start, inputs);
            TensorPrimitives.Divide<double>(row, unit, row);
        }
        // [inputs, outputs]
        double[] w = OfNormalEquations(z, t, root, outputs) ?? OfAugmentedRows(z, t, root, outputs);
        var coefficients = new double[checked(outputs * inputs)];
        for (int j = 0; j < inputs; j++)
        {
            for (int i = 0; i < outputs; i++) coefficients[i * inputs + j] = w[j * outputs + i] / outputScale / unit[j];
        }
        return coefficients.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue)
            ? throw TooLarge()
            : new RidgeRegression(coefficients, inputMean, outputMean);
    }

    /// <summary>Predicts outputs, y = W·x + c.</summary>
    /// <param name="x">Inputs [n, inputs], row-major; may be empty.</param>
    /// <param name="y">Receives the outputs [n, outputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length % Inputs != 0 || y.Length != x.Length / Inputs * Outputs)
            throw new ArgumentException(
                $"expected rows of {Inputs} inputs and {Outputs} outputs, found {x.Length} and {y.Length} values",
                nameof(x));
        for (int k = 0; k < y.Length; k++)
            y[k] = Intercept[k % Outputs] + Blas1.Dot(x.Slice(k / Outputs * Inputs, Inputs), Row(k % Outputs));
    }

    private ReadOnlySpan<double> Row(int output) => Coefficients.AsSpan(output * Inputs, Inputs);

    /// <summary>(ZᵀZ + diag(root²)) W = ZᵀT by Cholesky; null where the matrix is close to singular.</summary>
    private static double[]? OfNormalEquations(double[] z, double[] t, double[] root, int outputs)
    {
        int p = root.Length, n = z.Length / p;
        var (gram, w) = (new double[checked(p * p)], new double[checked(p * outputs)]);
        Gemm.TransposedMultiplyAdd(z, z, gram, p, n, p);
        for (int j = 0; j < p; j++) gram[j * p + j] += root[j] * root[j];
        try
        {
            var factor = Cholesky.Factor(gram, p);
            if (factor.LeastPivot < LeastPivot) return null;
            Gemm.TransposedMultiplyAdd(z, t, w, p, n, outputs);
            factor.Solve(w, outputs);
            return w;
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>min ‖[Z; diag(root)] W − [T; 0]‖ by QR and SVD.</summary>
    private static double[] OfAugmentedRows(double[] z, double[] t, double[] root, int outputs)
    {
        int p = root.Length, n = z.Length / p;
        var a = new double[checked((n + p) * p)];
        z.CopyTo(a, 0);
        for (int j = 0; j < p; j++) a[(n + j) * p + j] = root[j];
        var b = new double[checked((n + p) * outputs)];
        t.CopyTo(b, 0);
        return LeastSquares.Solve(a, n + p, p, b, outputs).Solution;
    }

    private static (double[] Centred, double[] Mean) Centred(ReadOnlySpan<double> rows, int columns)
    {
        double[] mean = Standardisation.Means(rows, columns), centred = rows.ToArray();
        for (int start = 0; start < centred.Length; start += columns)
            Blas1.AddScaled(-1, mean, centred.AsSpan(start, columns));
        Magnitude.Largest(centred);
        return (centred, mean);
    }

    private static double[] Norms(double[] rows, int columns)
    {
        var (largest, norms) = (new double[columns], new double[columns]);
        for (int start = 0; start < rows.Length; start += columns)
            TensorPrimitives.MaxMagnitude(largest, rows.AsSpan(start, columns), largest);
        double[] scale = Array.ConvertAll(largest, value => Magnitude.PowerOfTwoScale(Math.Abs(value)));
        var scaled = new double[columns];
        for (int start = 0; start < rows.Length; start += columns)
        {
            TensorPrimitives.Multiply<double>(rows.AsSpan(start, columns), scale, scaled);
            TensorPrimitives.MultiplyAdd<double>(scaled, scaled, norms, norms);
        }
        for (int j = 0; j < columns; j++) norms[j] = Math.Sqrt(norms[j]) / scale[j];
        return norms;
    }

    private static ArithmeticException TooLarge() =>
        new("a coefficient is too large for a double; scale inputs or outputs");
}
