using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Regression;

/// <summary>
/// Ridge regression on fixed inputs, of any outputs: what it predicts of each known row without the output of that row,
/// and the weights of the known outputs in what it predicts for new inputs. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// With X centred, M = (XᵀX + α I)⁻¹ Xᵀ, and the intercept not penalised, Y has at x the prediction w·Y with the weights
/// w_j = 1/n + x·M_j. The fit to all rows but i errs at it by r_i = (y_i − ŷ_i) / (1 − h_i), h_i the weight of y_i in
/// ŷ_i (Allen, Technometrics 16, 1974, 125–127).
/// </remarks>
public sealed class LeaveOneOutRidge
{
    private readonly double[] x;       // centred [n, inputs]
    private readonly double[] mean;    // of the inputs
    private readonly double[] weights; // M [inputs, n]
    private readonly double[] own;     // h [n]

    private LeaveOneOutRidge(double[] x, double[] mean, double[] weights)
    {
        (this.x, this.mean, this.weights) = (x, mean, weights);
        int n = x.Length / mean.Length;
        own = new double[n];
        Array.Fill(own, 1.0 / n);
        for (int at = 0; at < x.Length; at++) own[at / Inputs] += x[at] * weights[at % Inputs * n + at / Inputs];
    }

    /// <summary>Number of inputs p.</summary>
    public int Inputs => mean.Length;

    /// <summary>Number of rows n.</summary>
    public int Count => own.Length;

    /// <summary>Prepares the regression.</summary>
    /// <param name="x">Inputs [n, p], row-major, at least two rows, of like units.</param>
    /// <param name="inputs">Number p of inputs, at least 1.</param>
    /// <param name="penalty">α, positive.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two rows, or a length or number is out of range.
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
        var (centred, mean) = Centred(x, inputs);
        var gram = new double[checked(inputs * inputs)];
        Gemm.TransposedMultiplyAdd(centred, centred, gram, inputs, n, inputs);
        for (int j = 0; j < inputs; j++) gram[j * inputs + j] += penalty;
        double[] weights = Transposition.Of(centred, n, inputs);
        Cholesky.FactorInPlace(gram, inputs, default).Solve(weights, n);
        return new(centred, mean, weights);
    }

    /// <summary>Computes the errors r of the fits to all rows but one, each at that one.</summary>
    /// <param name="y">Outputs [n, q], row-major.</param>
    /// <param name="outputs">Number q of outputs, at least 1.</param>
    /// <returns>The errors [n, q].</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double[] Residuals(ReadOnlySpan<double> y, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (y.Length != (long)Count * outputs)
            throw new ArgumentException($"expected {Count} × {outputs} values, found {y.Length}", nameof(y));
        var (residuals, _) = Centred(y, outputs);
        var (slopes, fitted) = (new double[checked(Inputs * outputs)], new double[residuals.Length]);
        Gemm.MultiplyAdd(weights, residuals, slopes, Inputs, Count, outputs);
        Gemm.MultiplyAdd(x, slopes, fitted, Count, Inputs, outputs);
        for (int at = 0; at < fitted.Length; at++)
            residuals[at] = (residuals[at] - fitted[at]) / (1 - own[at / outputs]);
        return residuals;
    }

    /// <summary>Returns the weights w of the known outputs in what is predicted.</summary>
    /// <param name="inputs">The inputs x [p].</param>
    /// <param name="without">The row that has no part in the fit, from 0; null for none.</param>
    /// <returns>The weights [n]; 0 of a row without part.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or there is no such row.</exception>
    public double[] WeightsOf(ReadOnlySpan<double> inputs, int? without = null)
    {
        if (inputs.Length != Inputs)
            throw new ArgumentException($"expected {Inputs} inputs, found {inputs.Length}", nameof(inputs));
        double[] centred = inputs.ToArray();
        Blas1.AddScaled(-1, mean, centred);
        double[] all = OfCentred(centred);
        if (without is not { } row) return all;
        if (row < 0 || row >= Count)
            throw new ArgumentException($"expected one of {Count} rows, found row {row}", nameof(without));
        // The fit without a row is that in which its output is what the others predict of it.
        double[] others = OfCentred(x.AsSpan(row * Inputs, Inputs));
        Blas1.AddScaled(all[row] / (1 - own[row]), others, all);
        all[row] = 0;
        return all;
    }

    private double[] OfCentred(ReadOnlySpan<double> centred)
    {
        var all = new double[Count];
        Array.Fill(all, 1.0 / Count);
        for (int j = 0; j < Inputs; j++) Blas1.AddScaled(centred[j], weights.AsSpan(j * Count, Count), all);
        return all;
    }

    private static (double[] Rows, double[] Mean) Centred(ReadOnlySpan<double> rows, int columns)
    {
        var (centred, mean) = (rows.ToArray(), new double[columns]);
        int n = rows.Length / columns;
        for (int start = 0; start < rows.Length; start += columns)
            Blas1.AddScaled(1.0 / n, rows.Slice(start, columns), mean);
        for (int start = 0; start < centred.Length; start += columns)
            Blas1.AddScaled(-1, mean, centred.AsSpan(start, columns));
        return (centred, mean);
    }
}
