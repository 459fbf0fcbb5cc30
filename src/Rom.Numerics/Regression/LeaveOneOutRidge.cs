using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Regression;

/// <summary>
/// Ridge regression on fixed inputs, of outputs that come one group after the other: what it predicts for new inputs,
/// and for each known row without the output of that row. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// With X centred, the slopes are W = M·Y, M = (XᵀX + α I)⁻¹ Xᵀ, and the intercept is the mean of Y, not penalised. The
/// fit to all rows but i errs at it by r_i = (y_i − ŷ_i) / (1 − h_i), h_i = 1/n + x_i·M_i (Allen, Technometrics 16,
/// 1974, 125–127), and predicts at x what the fit to all does, less (1/n + x·M_i) r_i.
/// </remarks>
public sealed class LeaveOneOutRidge
{
    private readonly double[] x;         // centred [n, inputs]
    private readonly double[] mean;      // of the inputs
    private readonly double[] weights;   // M [inputs, n]
    private readonly double[] leverages; // h [n]

    private LeaveOneOutRidge(double[] x, double[] mean, double[] weights)
    {
        (this.x, this.mean, this.weights) = (x, mean, weights);
        leverages = new double[x.Length / mean.Length];
        for (int row = 0; row < leverages.Length; row++)
            leverages[row] = WeightOf(x.AsSpan(row * mean.Length, mean.Length), row);
    }

    /// <summary>Number of inputs p.</summary>
    public int Inputs => mean.Length;

    /// <summary>Number of rows n.</summary>
    public int Count => leverages.Length;

    /// <summary>Prepares the regression.</summary>
    /// <param name="x">Inputs [n, p], row-major, at least two rows, of like units (see <see cref="Statistics"/>).</param>
    /// <param name="inputs">Number p of inputs, at least 1.</param>
    /// <param name="penalty">α, positive.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, or a length or number is out of range.
    /// </exception>
    /// <exception cref="ArithmeticException">
    /// Inputs are not finite, or the penalty is too small for inputs that are dependent.
    /// </exception>
    public static LeaveOneOutRidge Of(ReadOnlySpan<double> x, int inputs, double penalty)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        if (!(penalty > 0 && double.IsFinite(penalty)))
            throw new ArgumentException($"expected a positive penalty, found {penalty}", nameof(penalty));
        int n = x.Length / inputs;
        if (n < 2 || x.Length % inputs != 0)
            throw new ArgumentException(
                $"expected rows of {inputs} values, at least two, found {x.Length} values", nameof(x));
        var (centred, mean) = (x.ToArray(), ColumnMeans(x, inputs));
        for (int start = 0; start < centred.Length; start += inputs)
            Blas1.AddScaled(-1, mean, centred.AsSpan(start, inputs));
        var gram = new double[checked(inputs * inputs)];
        Gemm.TransposedMultiplyAdd(centred, centred, gram, inputs, n, inputs);
        for (int j = 0; j < inputs; j++) gram[j * inputs + j] += penalty;
        double[] weights = Transposition.Of(centred, n, inputs);
        Cholesky.FactorInPlace(gram, inputs, default).Solve(weights, n);
        return new(centred, mean, weights);
    }

    /// <summary>Fits outputs.</summary>
    /// <param name="y">Outputs [n, q], row-major.</param>
    /// <param name="outputs">Number q of outputs, at least 1.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <returns>
    /// W [p, q], the mean of the outputs [q], and the errors r [n, q] of the fits without each row.
    /// </returns>
    public (double[] Slopes, double[] Mean, double[] Residuals) Fit(ReadOnlySpan<double> y, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (y.Length != (long)Count * outputs)
            throw new ArgumentException($"expected {Count} × {outputs} values, found {y.Length}", nameof(y));
        var (residuals, outputMean) = (y.ToArray(), ColumnMeans(y, outputs));
        for (int row = 0; row < Count; row++)
            Blas1.AddScaled(-1, outputMean, residuals.AsSpan(row * outputs, outputs));
        var slopes = new double[checked(Inputs * outputs)];
        Gemm.MultiplyAdd(weights, residuals, slopes, Inputs, Count, outputs);
        var fitted = new double[residuals.Length];
        Gemm.MultiplyAdd(x, slopes, fitted, Count, Inputs, outputs);
        for (int row = 0; row < Count; row++)
        {
            var residual = residuals.AsSpan(row * outputs, outputs);
            Blas1.AddScaled(-1, fitted.AsSpan(row * outputs, outputs), residual);
            Blas1.Scale(1 / (1 - leverages[row]), residual);
        }
        return (slopes, outputMean, residuals);
    }

    /// <summary>Returns inputs less the mean of the known ones, whose products with slopes are predicted.</summary>
    /// <param name="inputs">The inputs [p].</param>
    public double[] Centred(ReadOnlySpan<double> inputs)
    {
        double[] centred = inputs.ToArray();
        Blas1.AddScaled(-1, mean, centred);
        return centred;
    }

    /// <summary>Returns the weight of the output of a row in what is predicted.</summary>
    /// <param name="centred">The inputs, centred [p].</param>
    /// <param name="row">The row, from 0.</param>
    public double WeightOf(ReadOnlySpan<double> centred, int row)
    {
        double weight = 1.0 / (x.Length / mean.Length);
        for (int j = 0; j < centred.Length; j++) weight += centred[j] * weights[j * (x.Length / mean.Length) + row];
        return weight;
    }

    private static double[] ColumnMeans(ReadOnlySpan<double> rows, int columns)
    {
        var mean = new double[columns];
        int n = rows.Length / columns;
        for (int start = 0; start < rows.Length; start += columns)
            Blas1.AddScaled(1.0 / n, rows.Slice(start, columns), mean);
        return mean;
    }
}
