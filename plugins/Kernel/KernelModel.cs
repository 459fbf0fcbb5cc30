using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Kernel;

/// <summary>
/// Forecasts ŷ_(t+j) = ȳ_j + Σ_i k(φ, φ_i) C_(i,j) for all j = 1 … h from the features φ of the same window.
/// </summary>
internal sealed class KernelModel : IRomModel, IWindowMap
{
    // An exponential counts as so many operations.
    private const long Exponential = 20;

    /// <summary>Creates a model.</summary>
    /// <param name="features">The features of windows.</param>
    /// <param name="fit">The map.</param>
    /// <param name="beyond">The rule after the horizon.</param>
    /// <param name="timeStep">Time between states [time units].</param>
    public KernelModel(WindowFeatures features, KernelFit fit, BeyondHorizon beyond, double timeStep)
    {
        (Features, Fit, Beyond, TimeStep) = (features, fit, beyond, timeStep);
        Horizon = fit.Mean.Length / features.Dimension;
        long kernel = 3L * fit.Points.Length + Exponential * fit.Windows;
        Complexity = new ModelComplexity(
            2L * fit.Windows * LatentDimension + kernel / Horizon, "O(N³ + N²*d)", "O(n*d)",
            new Dictionary<string, long> { ["windows"] = fit.Windows });
        Diagnostics = new Dictionary<string, double>
        {
            ["windows"] = fit.Windows,
            ["horizon_steps"] = Horizon,
            ["horizon_time"] = Horizon * timeStep,
        };
    }

    /// <inheritdoc cref="IRomModel.Lag"/>
    public int Lag => Features.Lag;

    /// <inheritdoc/>
    public int LatentDimension => Features.Dimension;

    /// <inheritdoc/>
    public long ParameterCount => // the map, its width, two scales, and the rule
        (long)Fit.Points.Length + Fit.Coefficients.Length + Fit.Mean.Length + 3 + Features.BlockScales.Length
        + Beyond.ValueCount;

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <inheritdoc/>
    public int Horizon { get; }

    /// <summary>The features of windows.</summary>
    public WindowFeatures Features { get; }

    /// <summary>The map.</summary>
    public KernelFit Fit { get; }

    /// <summary>The rule after the horizon.</summary>
    public BeyondHorizon Beyond { get; }

    /// <summary>Time between states [time units].</summary>
    public double TimeStep { get; }

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
        int length = Features.Length, n = Fit.Windows, outputs = Fit.Mean.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(length + n);
        var point = rented.AsSpan(0, length);
        var kernel = rented.AsSpan(length, n);
        Features.Compute(window, point);
        Distances.Squared(Fit.Points, point, kernel);
        GaussianKernel.OfSquares(kernel, Fit.Width);
        Fit.Mean.AsSpan(0, states.Length).CopyTo(states);
        for (int i = 0; i < n; i++)
        {
            if (kernel[i] == 0) continue; // too far away
            TensorPrimitives.MultiplyAdd(
                Fit.Coefficients.AsSpan(i * outputs, states.Length), kernel[i], states, states);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Save(string directory) => KernelFile.Write(directory, this);
}
