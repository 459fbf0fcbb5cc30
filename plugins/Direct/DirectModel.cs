using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Direct;

/// <summary>
/// Forecasts ŷ_(t+j) = b_j + Σ_(i=1..w) B_(j,i) y_(t−w+i) for all j = 1 … h from the same window: no error is fed back.
/// </summary>
internal sealed class DirectModel : IRomModel, IWindowMap
{
    private readonly double[] coefficients;
    private readonly double[] intercept;
    private readonly int inputs;

    /// <summary>Creates a model.</summary>
    /// <param name="coefficients">B [h·r, w·r], the oldest state of a window first.</param>
    /// <param name="intercept">b [h·r].</param>
    /// <param name="beyond">The rule after the horizon.</param>
    /// <param name="report">Facts about the fit.</param>
    public DirectModel(double[] coefficients, double[] intercept, BeyondHorizon beyond, DirectReport report)
    {
        (this.coefficients, this.intercept, Beyond, Report) = (coefficients, intercept, beyond, report);
        inputs = coefficients.Length / intercept.Length;
        LatentDimension = beyond.Dimension;
        Lag = inputs / LatentDimension;
        Horizon = intercept.Length / LatentDimension;
        Complexity = new ModelComplexity(
            LatentDimension * (2L * inputs + 1), "O(N*p²*d² + p³*d³)", "O(p*d²)",
            new Dictionary<string, long> { ["horizon"] = Horizon });
        Diagnostics = new Dictionary<string, double>
        {
            ["windows"] = report.Windows,
            ["horizon_steps"] = Horizon,
            ["horizon_time"] = Horizon * report.TimeStep,
        };
    }

    /// <inheritdoc cref="IRomModel.Lag"/>
    public int Lag { get; }

    /// <inheritdoc/>
    public int LatentDimension { get; }

    /// <inheritdoc/>
    public long ParameterCount => (long)coefficients.Length + intercept.Length + Beyond.ValueCount;

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <inheritdoc/>
    public int Horizon { get; }

    /// <summary>B [h·r, w·r].</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>b [h·r].</summary>
    public ReadOnlySpan<double> Intercept => intercept;

    /// <summary>The rule after the horizon.</summary>
    public BeyondHorizon Beyond { get; }

    /// <summary>Facts about the fit.</summary>
    public DirectReport Report { get; }

    int IWindowMap.Dimension => LatentDimension;

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        Beyond.Forecast(this, window, steps, forecast);
    }

    /// <inheritdoc/>
    public void Map(ReadOnlySpan<double> window, Span<double> states)
    {
        for (int i = 0; i < states.Length; i++)
            states[i] = intercept[i] + TensorPrimitives.Dot(coefficients.AsSpan(i * inputs, inputs), window);
    }

    /// <inheritdoc/>
    public void Save(string directory) => DirectFile.Write(directory, this);
}
