using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Regression;

/// <summary>
/// Ridge regression on fixed inputs, of any outputs: the weights of the known outputs in what it predicts, and the
/// errors of the fits to all rows but one. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// With X centred and the intercept not penalised, the weights at x are 1/n + x·(XᵀX + α I)⁻¹ Xᵀ, or with more inputs
/// than rows 1/n + (X x)·(X Xᵀ + α I)⁻¹. The fit to all rows but i errs at it by (y_i − ŷ_i) / (1 − h_i), h_i the
/// weight of y_i in ŷ_i (Allen, Technometrics 16, 1974, 125–127).
/// </remarks>
public sealed class LeaveOneOutRidge
{
    // A row whose own weight is so near to 1 leaves no digits of what the others predict of it.
    private const double LeastRest = 1e-10;

    private readonly double[] x;        // centred [n, p]
    private readonly double[] mean;     // of the inputs
    private readonly double[] features; // X, or X Xᵀ [n, m]
    private readonly double[] weights;  // (XᵀX + α I)⁻¹ Xᵀ, or (X Xᵀ + α I)⁻¹ [m, n]
    private readonly double[] own;      // h [n]

    private LeaveOneOutRidge(double[] x, double[] mean, double[] features, double[] weights)
    {
        (this.x, this.mean, this.features, this.weights) = (x, mean, features, weights);
        int n = x.Length / mean.Length, m = features.Length / n;
        own = new double[n];
        Array.Fill(own, 1.0 / n);
        for (int at = 0; at < features.Length; at++) own[at / m] += features[at] * weights[at % m * n + at / m];
        if (own.Any(weight => !(1 - weight > LeastRest)))
            throw new ArithmeticException("expected a larger penalty: a row is predicted from itself alone");
    }

    /// <summary>Number of inputs p.</summary>
    public int Inputs => mean.Length;

    /// <summary>Number of rows n.</summary>
    public int Count => own.Length;

    /// <summary>Prepares the regression with several penalties.</summary>
    /// <param name="x">Inputs [n, p], row-major, at least two rows, of like units.</param>
    /// <param name="inputs">Number p of inputs, at least 1.</param>
    /// <param name="penalties">Each α, positive.</param>
    /// <returns>The regression with each penalty.</returns>
    /// <exception cref="ArgumentException">
    /// There are fewer than two rows, or a length or number is out of range.
    /// </exception>
    /// <exception cref="ArithmeticException">A penalty is too small.</exception>
    public static LeaveOneOutRidge[] Fit(ReadOnlySpan<double> x, int inputs, ReadOnlySpan<double> penalties)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        foreach (double penalty in penalties)
        {
            if (!(penalty > 0 && double.IsFinite(penalty)))
                throw new ArgumentException($"expected positive penalties, found {penalty}", nameof(penalties));
        }
        int n = x.Length / inputs;
        if (n < 2 || x.Length % inputs != 0)
            throw new ArgumentException(
                $"expected rows of {inputs} values, at least two, found {x.Length} values", nameof(x));
        Check(x, nameof(x));
        var (centred, mean) = Centred(x, inputs);
        double[] transposed = Transposition.Of(centred, n, inputs);
        bool isWide = inputs > n;
        int m = isWide ? n : inputs;
        var gram = new double[m * m];
        if (isWide) Gemm.MultiplyAdd(centred, transposed, gram, n, inputs, n);
        else Gemm.MultiplyAdd(transposed, centred, gram, inputs, n, inputs);
        var fits = new LeaveOneOutRidge[penalties.Length];
        for (int k = 0; k < fits.Length; k++)
        {
            double[] a = [.. gram], right = isWide ? new double[n * n] : [.. transposed];
            for (int j = 0; j < m; j++) a[j * m + j] += penalties[k];
            for (int j = 0; j < n && isWide; j++) right[j * n + j] = 1;
            Cholesky.FactorInPlace(a, m, default).Solve(right, n);
            fits[k] = new(centred, mean, isWide ? gram : centred, right);
        }
        return fits;
    }

    /// <summary>Computes the errors of the fits to all rows but one, each at that one.</summary>
    /// <param name="y">Outputs [n, q], row-major, finite.</param>
    /// <param name="outputs">Number q of outputs, at least 1.</param>
    /// <returns>The errors [n, q].</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public double[] Residuals(ReadOnlySpan<double> y, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (y.Length != (long)Count * outputs)
            throw new ArgumentException($"expected {Count} × {outputs} values, found {y.Length}", nameof(y));
        Check(y, nameof(y));
        var (residuals, _) = Centred(y, outputs);
        int m = features.Length / Count;
        var (coefficients, fitted) = (new double[m * outputs], new double[residuals.Length]);
        Gemm.MultiplyAdd(weights, residuals, coefficients, m, Count, outputs);
        Gemm.MultiplyAdd(features, coefficients, fitted, Count, m, outputs);
        for (int at = 0; at < fitted.Length; at++)
            residuals[at] = (residuals[at] - fitted[at]) / (1 - own[at / outputs]);
        return residuals;
    }

    /// <summary>Returns the weights of the known outputs in what is predicted.</summary>
    /// <param name="inputs">The inputs x [p].</param>
    /// <param name="without">The row that has no part in the fit, from 0; null for none.</param>
    /// <returns>The weights [n]; 0 of a row without part.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or there is no such row.</exception>
    public double[] WeightsAt(ReadOnlySpan<double> inputs, int? without = null)
    {
        if (inputs.Length != Inputs)
            throw new ArgumentException($"expected {Inputs} inputs, found {inputs.Length}", nameof(inputs));
        if (without is < 0 || without >= Count)
            throw new ArgumentException($"expected one of {Count} rows, found row {without}", nameof(without));
        double[] at = inputs.ToArray();
        Blas1.AddScaled(-1, mean, at);
        if (features != x) // X x
        {
            double[] centred = at;
            at = new double[Count];
            for (int j = 0; j < Count; j++) at[j] = Blas1.Dot(x.AsSpan(j * Inputs, Inputs), centred);
        }
        double[] all = WeightsOf(at);
        if (without is not { } row) return all;
        // The fit without a row is that in which its output is what the others predict of it.
        double[] others = WeightsOf(features.AsSpan(row * at.Length, at.Length));
        Blas1.AddScaled(all[row] / (1 - own[row]), others, all);
        all[row] = 0;
        return all;
    }

    private double[] WeightsOf(ReadOnlySpan<double> feature)
    {
        var all = new double[Count];
        Array.Fill(all, 1.0 / Count);
        for (int j = 0; j < feature.Length; j++)
            Blas1.AddScaled(feature[j], weights.AsSpan(j * Count, Count), all);
        return all;
    }

    // About the first row, so that equal ones are exactly 0.
    private static (double[] Rows, double[] Mean) Centred(ReadOnlySpan<double> rows, int columns)
    {
        var (centred, mean) = (rows.ToArray(), new double[columns]);
        int n = rows.Length / columns;
        for (int start = 0; start < rows.Length; start += columns)
        {
            Blas1.AddScaled(-1, rows[..columns], centred.AsSpan(start, columns));
            Blas1.AddScaled(1.0 / n, centred.AsSpan(start, columns), mean);
        }
        for (int start = 0; start < rows.Length; start += columns)
            Blas1.AddScaled(-1, mean, centred.AsSpan(start, columns));
        Blas1.AddScaled(1, rows[..columns], mean);
        return (centred, mean);
    }

    private static void Check(ReadOnlySpan<double> values, string name)
    {
        if (!TensorPrimitives.IsFiniteAll(values)) throw new ArgumentException("expected finite values", name);
    }
}
