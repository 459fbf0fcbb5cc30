using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Analog;

/// <summary>
/// Forecasts the weighted mean of the continuations of the k nearest training windows, Σ_i g_i c_i / Σ_i g_i with
/// g_i = exp(−½ (d_i / (b·d_k))²), d_i the distance of neighbour i and b the width.
/// </summary>
internal sealed class AnalogModel : IEnsembleForecaster, IWindowMap
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
    /// <remarks>Each member draws for itself, so that fewer members are the first of more.</remarks>
    public void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        ForecastArguments.CheckEnsemble(this, window, steps, members, ensemble);
        var (weights, order) = (new double[Settings.Neighbours], new int[Settings.Neighbours]);
        FindNeighbours(window, weights, order);
        int length = steps * LatentDimension;
        for (int m = 0; m < members; m++)
        {
            var random = new RandomStream(RandomStream.DeriveSeed(seed, (ulong)m));
            var member = new NeighbourMember(this, weights, order, random);
            Beyond.Forecast(member, window, steps, ensemble.Slice(m * length, length));
        }
    }

    /// <inheritdoc/>
    public void Map(ReadOnlySpan<double> window, Span<double> states)
    {
        int k = Settings.Neighbours;
        double[] rented = ArrayPool<double>.Shared.Rent(k);
        int[] rentedOrder = ArrayPool<int>.Shared.Rent(k);
        var weights = rented.AsSpan(0, k);
        var order = rentedOrder.AsSpan(0, k);
        FindNeighbours(window, weights, order);
        states.Clear();
        for (int i = 0; i < k; i++)
        {
            var continuation = Windows.Continuation(order[i])[..states.Length];
            TensorPrimitives.MultiplyAdd(continuation, weights[i], states, states);
        }
        ArrayPool<int>.Shared.Return(rentedOrder);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Finds the nearest training windows.</summary>
    /// <param name="window">The window [w, r].</param>
    /// <param name="weights">Receives their weights [k], which sum to 1.</param>
    /// <param name="order">Receives their indices [k], the nearest first.</param>
    public void FindNeighbours(ReadOnlySpan<double> window, Span<double> weights, Span<int> order)
    {
        int length = Features.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(length + Windows.Count);
        var point = rented.AsSpan(0, length);
        var squares = rented.AsSpan(length, Windows.Count);
        Features.Compute(window, point);
        Distances.Squared(points, point, squares);
        Neighbours.Find(squares, weights, order);
        Neighbours.Weigh(weights, Settings.Width);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Save(string directory) => AnalogFile.Write(directory, this);
}
