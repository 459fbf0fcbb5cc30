using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Analog;

/// <summary>
/// Forecasts the weighted mean of the continuations of the k nearest training windows, Σ_i g_i c_i / Σ_i g_i with
/// g_i = exp(−½ (d_i / (b·d_k))²), d_i the distance of neighbour i and b the width.
/// </summary>
internal sealed class AnalogModel : IRomModel, IWindowMap
{
    private readonly double[] points; // the windows' features [windows, features]

    /// <summary>Creates a model.</summary>
    /// <param name="windows">The training windows.</param>
    /// <param name="features">The features by which they are compared.</param>
    /// <param name="beyond">The rule after their continuations.</param>
    /// <param name="settings">Neighbours and weights.</param>
    public AnalogModel(
        WindowSample windows, WindowFeatures features, BeyondHorizon beyond, AnalogSettings settings)
    {
        (Windows, Features, Beyond, Settings) = (windows, features, beyond, settings);
        points = features.Compute(windows);
        long search = 3L * points.Length, mean = 2L * settings.Neighbours * LatentDimension;
        Complexity = new ModelComplexity(
            mean + search / Horizon, "O(N*d)", "O(k*d + n*d)",
            new Dictionary<string, long> { ["neighbours"] = settings.Neighbours, ["windows"] = windows.Count });
        Diagnostics = new Dictionary<string, double>
        {
            ["windows"] = windows.Count,
            ["horizon_steps"] = Horizon,
            ["horizon_time"] = Horizon * settings.TimeStep,
        };
    }

    /// <inheritdoc cref="IRomModel.Lag"/>
    public int Lag => Windows.Lag;

    /// <inheritdoc/>
    public int LatentDimension => Windows.Dimension;

    /// <inheritdoc/>
    public long ParameterCount => // states, scales, rule
        Windows.ValueCount + 2L + Features.BlockScales.Length + Beyond.ValueCount;

    /// <inheritdoc/>
    public ModelComplexity Complexity { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; }

    /// <inheritdoc/>
    public int Horizon => Windows.Horizon;

    /// <summary>The training windows.</summary>
    public WindowSample Windows { get; }

    /// <summary>The features by which they are compared.</summary>
    public WindowFeatures Features { get; }

    /// <summary>The rule after their continuations.</summary>
    public BeyondHorizon Beyond { get; }

    /// <summary>Neighbours and weights.</summary>
    public AnalogSettings Settings { get; }

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
        int k = Settings.Neighbours, length = Features.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(length + Windows.Count + k);
        int[] rentedOrder = ArrayPool<int>.Shared.Rent(k);
        var point = rented.AsSpan(0, length);
        var squares = rented.AsSpan(length, Windows.Count);
        var weights = rented.AsSpan(length + Windows.Count, k);
        var order = rentedOrder.AsSpan(0, k);
        Features.Compute(window, point);
        Distances.Squared(points, point, squares);
        Neighbours.Find(squares, weights, order);
        Neighbours.Weigh(weights, Settings.Width);
        states.Clear();
        for (int i = 0; i < k; i++)
        {
            var continuation = Windows.Continuation(order[i])[..states.Length];
            TensorPrimitives.MultiplyAdd(continuation, weights[i], states, states);
        }
        ArrayPool<int>.Shared.Return(rentedOrder);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Save(string directory) => AnalogFile.Write(directory, this);
}
