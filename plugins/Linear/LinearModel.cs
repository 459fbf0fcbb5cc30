using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Linear;

/// <summary>
/// A linear recursion about a mean state, y_k = m + Σ_(j=1..w) A_j (y_(k−j) − m), in double precision.
/// </summary>
internal sealed class LinearModel : ILinearModel
{
    private readonly double[] coefficients;
    private readonly double[] mean;
    private readonly AffineMap map;

    /// <summary>Creates a model.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r]: in the order of a window, oldest state first.</param>
    /// <param name="mean">m [r].</param>
    /// <param name="end">The end of closed loops.</param>
    /// <param name="report">Facts about the training.</param>
    public LinearModel(double[] coefficients, double[] mean, ClosedLoopEnd end, LinearReport report)
    {
        (this.coefficients, this.mean, End, Report) = (coefficients, mean, end, report);
        map = new AffineMap(coefficients, LinearRecursion.Intercept(coefficients, mean));
        LatentDimension = mean.Length;
        Lag = coefficients.Length / (LatentDimension * LatentDimension);
        Complexity = new ModelComplexity(
            2L * coefficients.Length + mean.Length, "O(N*p²*d² + p³d³)", "O(p*d²)", new Dictionary<string, long>());
        Diagnostics = new Dictionary<string, double>
        {
            ["start_error"] = report.StartError,
            ["validation_error"] = report.ValidationError,
            ["spectral_radius"] = report.SpectralRadius,
            ["start_radius"] = report.StartRadius,
            ["epochs"] = report.Epochs,
            ["best_epoch"] = report.BestEpoch,
            ["horizon_steps"] = end.Horizon,
        };
    }

    /// <inheritdoc/>
    public int Lag { get; }

    /// <inheritdoc/>
    public int LatentDimension { get; }

    /// <inheritdoc/>
    public long ParameterCount => mean.Length + (long)coefficients.Length; // r + w r²

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <summary>(A_w … A_1) [r, w·r].</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>m [r].</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>The end of closed loops.</summary>
    public ClosedLoopEnd End { get; }

    /// <summary>Facts about the training.</summary>
    public LinearReport Report { get; }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        Recursion.Forecast(map, window, forecast[..(End.Within(steps) * LatentDimension)]);
        End.Complete(forecast);
    }

    /// <inheritdoc/>
    public double[] CoefficientMatrices()
    {
        int r = LatentDimension;
        var matrices = new double[coefficients.Length];
        for (int i = 0; i < matrices.Length; i++) matrices[i] = coefficients[PlaceOf(i, Lag, r)];
        return matrices;
    }

    /// <summary>Returns the place of an element of the matrices [w, r, r], A_1 first, among the coefficients.</summary>
    /// <param name="element">The element, from 0.</param>
    /// <param name="lag">Lag w.</param>
    /// <param name="r">Latent dimension.</param>
    public static int PlaceOf(int element, int lag, int r)
    {
        var (j, row, column) = (element / (r * r), element / r % r, element % r);
        return (row * lag + lag - 1 - j) * r + column;
    }

    /// <inheritdoc/>
    public void Save(string directory) => LinearFile.Write(directory, this);
}
