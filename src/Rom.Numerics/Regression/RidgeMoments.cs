using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Regression;

/// <summary>
/// Ridge regression from moments: rows are added in blocks and not kept, and the moments are solved for as many
/// penalties as are tried. Memory depends on the numbers of inputs and outputs alone. Not thread-safe.
/// </summary>
/// <remarks>
/// Wᵀ = (Σ(x − x̄)(x − x̄)ᵀ + diag(α))⁻¹ Σ(x − x̄)(y − ȳ)ᵀ, c = ȳ − W·x̄, solved by Cholesky in units in which the
/// diagonal is 1. Sums of squares are taken about 0, so inputs and outputs are better standardised first. Where rows
/// fit into memory and inputs may be dependent, <see cref="RidgeRegression"/> is more accurate.
/// </remarks>
public sealed class RidgeMoments
{
    // A smaller pivot of the matrix of unit diagonal leaves fewer than four digits of a coefficient.
    private const double LeastPivot = 1e-12;

    // A variance below this share of the mean square is rounding: the input is constant.
    private const double LeastVariance = 1e-14;

    private readonly double[] gram;  // Σ x xᵀ [inputs, inputs]
    private readonly double[] cross; // Σ x yᵀ [inputs, outputs]
    private readonly double[] sumX;
    private readonly double[] sumY;
    private readonly PackedMatrix packed = new();

    /// <summary>Creates moments of no rows.</summary>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public RidgeMoments(int inputs, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (gram, cross) = (new double[checked(inputs * inputs)], new double[checked(inputs * outputs)]);
        (sumX, sumY) = (new double[inputs], new double[outputs]);
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs => sumX.Length;

    /// <summary>Number of outputs.</summary>
    public int Outputs => sumY.Length;

    /// <summary>Number of rows.</summary>
    public long Count { get; private set; }

    /// <summary>Adds rows; hundreds at a time are fastest.</summary>
    /// <param name="x">Inputs [n, inputs], row-major.</param>
    /// <param name="y">Outputs [n, outputs], row-major.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int rows = x.Length / Inputs;
        if (x.Length % Inputs != 0 || y.Length != (long)rows * Outputs)
            throw new ArgumentException(
                $"expected rows of {Inputs} inputs and {Outputs} outputs, found {x.Length} and {y.Length} values",
                nameof(x));
        packed.Pack(x, rows, Inputs);
        Gemm.TransposedMultiplyAdd(x, Inputs, 0, Inputs, packed, gram);
        packed.Pack(y, rows, Outputs);
        Gemm.TransposedMultiplyAdd(x, Inputs, 0, Inputs, packed, cross);
        for (int row = 0; row < rows; row++)
        {
            Blas1.AddScaled(1, x.Slice(row * Inputs, Inputs), sumX);
            Blas1.AddScaled(1, y.Slice(row * Outputs, Outputs), sumY);
        }
        Count += rows;
    }

    /// <summary>Solves for the coefficients. A constant input has the coefficient 0.</summary>
    /// <param name="penalties">α_j of each input [inputs], not negative.</param>
    /// <returns>W [outputs, inputs], row-major, and the intercept c [outputs], which is not penalised.</returns>
    /// <exception cref="ArgumentException">The number of penalties does not fit, or one is negative.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    /// <exception cref="ArithmeticException">
    /// Inputs are dependent and the penalties too small to tell them apart, or a sum is not finite.
    /// </exception>
    public (double[] Coefficients, double[] Intercept) Solve(ReadOnlySpan<double> penalties)
    {
        int p = Inputs, q = Outputs;
        if (penalties.Length != p)
            throw new ArgumentException(
                $"expected a penalty for each of {p} inputs, found {penalties.Length}", nameof(penalties));
        foreach (double penalty in penalties)
        {
            if (!(penalty >= 0 && double.IsFinite(penalty)))
                throw new ArgumentException($"expected penalties of at least 0, found {penalty}", nameof(penalties));
        }
        if (Count == 0) throw new InvalidOperationException("expected rows, found none");
        var (a, w, unit) = (gram.AsSpan().ToArray(), cross.AsSpan().ToArray(), new double[p]);
        for (int i = 0; i < p; i++) // Σ(x − x̄)(x − x̄)ᵀ = Σ x xᵀ − n x̄ x̄ᵀ
        {
            double square = a[i * p + i];
            Blas1.AddScaled(-sumX[i] / Count, sumX, a.AsSpan(i * p, p));
            Blas1.AddScaled(-sumX[i] / Count, sumY, w.AsSpan(i * q, q));
            double variance = a[i * p + i];
            unit[i] = variance > LeastVariance * square ? 1 / Math.Sqrt(variance + penalties[i]) : 0;
            if (!double.IsFinite(square)) unit[i] = double.NaN;
        }
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++) a[i * p + j] *= unit[i] * unit[j];
            a[i * p + i] = 1; // (variance + α)·unit², also of a constant input
            Blas1.Scale(unit[i], w.AsSpan(i * q, q));
        }
        var factor = Cholesky.Factor(a, p);
        if (!(factor.LeastPivot >= LeastPivot))
            throw new ArithmeticException("expected independent inputs, or larger penalties");
        factor.Solve(w, q);
        var coefficients = new double[checked(q * p)];
        var intercept = new double[q];
        for (int k = 0; k < q; k++)
        {
            for (int i = 0; i < p; i++) coefficients[k * p + i] = unit[i] * w[i * q + k];
            intercept[k] = (sumY[k] - Blas1.Dot(coefficients.AsSpan(k * p, p), sumX)) / Count;
        }
        return coefficients.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue)
            ? throw new ArithmeticException("expected finite sums of squares; standardise the inputs")
            : (coefficients, intercept);
    }
}
