using System.Buffers;
using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// A model of the leading channels of a state among models of all: the coordinates that it does not know keep the value
/// of the window's last frame.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="dimension">The dimension of states, above the model's.</param>
internal class LeadingChannelsModel(IRomModel model, int dimension) : IRomModel, IDisposable
{
    /// <inheritdoc/>
    public int Lag => model.Lag;

    /// <inheritdoc/>
    public int LatentDimension => dimension;

    /// <inheritdoc/>
    public long ParameterCount => model.ParameterCount;

    /// <inheritdoc/>
    public long ParameterBytes => model.ParameterBytes;

    /// <inheritdoc/>
    public ModelComplexity Complexity => model.Complexity;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics => model.Diagnostics;

    /// <summary>Returns a model of states of a dimension: the model itself where it knows all of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dimension">The dimension.</param>
    public static IRomModel Of(IRomModel model, int dimension) =>
        model.LatentDimension == dimension ? model
        : model is IEnsembleForecaster forecaster ? new LeadingChannelsEnsemble(forecaster, dimension)
        : new LeadingChannelsModel(model, dimension);

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        Complete(window, steps, forecast, model.Forecast);
    }

    /// <summary>Forecasts states of the leading channels, and holds the others.</summary>
    /// <param name="window">The last w true states [w, dimension], oldest first, finite.</param>
    /// <param name="count">The number of states.</param>
    /// <param name="completed">Receives the states [count, dimension].</param>
    /// <param name="forecast">Forecasts the states that the model knows [count, r].</param>
    protected void Complete(ReadOnlySpan<double> window, int count, Span<double> completed, ForecastMethod forecast)
    {
        int r = model.LatentDimension, lag = Lag;
        double[] rented = ArrayPool<double>.Shared.Rent(checked((lag + count) * r));
        try
        {
            Span<double> known = rented.AsSpan(0, lag * r), states = rented.AsSpan(lag * r, count * r);
            for (int k = 0; k < lag; k++) window.Slice(k * dimension, r).CopyTo(known[(k * r)..]);
            states.Clear(); // a model that leaves some out must not get those of another
            forecast(known, count, states);
            var held = window[^(dimension - r)..];
            for (int k = 0; k < count; k++)
            {
                var state = completed.Slice(k * dimension, dimension);
                states.Slice(k * r, r).CopyTo(state);
                held.CopyTo(state[r..]);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public void Save(string directory) => model.Save(directory);

    /// <inheritdoc/>
    public void Dispose() => (model as IDisposable)?.Dispose();

    /// <summary>Forecasts states from a window.</summary>
    /// <param name="window">The window [w, r].</param>
    /// <param name="count">The number of states.</param>
    /// <param name="states">Receives the states [count, r].</param>
    protected delegate void ForecastMethod(ReadOnlySpan<double> window, int count, Span<double> states);
}
