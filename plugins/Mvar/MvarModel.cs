using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>A fitted autoregressive model y_k = A_0 + Σ_(j=1..w) A_j y_(k−j), in double precision.</summary>
internal sealed class MvarModel : ILinearModel
{
    private readonly double[] coefficients;
    private readonly double[] intercept;
    private readonly AffineMap map;

    /// <summary>Creates a model.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r]: in the order of a window, oldest state first.</param>
    /// <param name="intercept">A_0 [r].</param>
    /// <param name="report">Facts about the fit.</param>
    public MvarModel(double[] coefficients, double[] intercept, MvarReport report)
    {
        (this.coefficients, this.intercept, Report) = (coefficients, intercept, report);
        map = new AffineMap(coefficients, intercept);
        LatentDimension = intercept.Length;
        Lag = coefficients.Length / (LatentDimension * LatentDimension);
        Complexity = new ModelComplexity(
            2L * coefficients.Length + intercept.Length, "O(N*p*d² + p³d³)", "O(p*d²)", new Dictionary<string, long>());
        Diagnostics = new Dictionary<string, double>
        {
            ["train_r2"] = report.TrainR2,
            ["train_rmse"] = report.TrainRmse,
            ["rho_before"] = report.RhoBefore,
            ["rho_after"] = report.RhoAfter,
            ["eigenvalues_outside"] = report.EigenvaluesOutside,
        };
    }

    /// <inheritdoc/>
    public int Lag { get; }

    /// <inheritdoc/>
    public int LatentDimension { get; }

    /// <inheritdoc/>
    public long ParameterCount => intercept.Length + (long)coefficients.Length; // r + w r²

    /// <inheritdoc/>
    public long ParameterBytes => sizeof(double) * ParameterCount;

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <summary>(A_w … A_1) [r, w·r].</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>A_0 [r].</summary>
    public ReadOnlySpan<double> Intercept => intercept;

    /// <summary>Facts about the fit.</summary>
    public MvarReport Report { get; }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        int r = LatentDimension;
        for (int k = 0; k < steps; k++)
        {
            // The newest states are forecasts, the older ones still belong to the window.
            int forecasts = Math.Min(k, Lag) * r;
            map.Apply(window[forecasts..], forecast.Slice(k * r - forecasts, forecasts), forecast.Slice(k * r, r));
        }
    }

    /// <inheritdoc/>
    public double[] CoefficientMatrices() => CoefficientOrder.ToMatrices(coefficients, LatentDimension);

    /// <inheritdoc/>
    public void Save(string directory) => MvarFile.Write(directory, this);
}
