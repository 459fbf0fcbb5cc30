using System.Buffers;
using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// A model of the leading channels of a state among models of all: the coordinates that it does not know keep the value
/// of the window's last frame.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="dimension">The dimension of states, above the model's.</param>
internal sealed class LeadingChannelsModel(IRomModel model, int dimension) : IRomModel, IDisposable
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
        model.LatentDimension < dimension ? new LeadingChannelsModel(model, dimension) : model;

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        int r = model.LatentDimension, lag = Lag;
        double[] rented = ArrayPool<double>.Shared.Rent(checked((lag + steps) * r));
        try
        {
            Span<double> known = rented.AsSpan(0, lag * r), states = rented.AsSpan(lag * r, steps * r);
            for (int k = 0; k < lag; k++) window.Slice(k * dimension, r).CopyTo(known[(k * r)..]);
            states.Clear(); // a model that leaves some out must not get those of another
            model.Forecast(known, steps, states);
            var held = window[^(dimension - r)..];
            for (int k = 0; k < steps; k++)
            {
                var state = forecast.Slice(k * dimension, dimension);
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
}
