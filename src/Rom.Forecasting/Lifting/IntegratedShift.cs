using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Lifting;

/// <summary>
/// The shift of a forecast's frames, of which nothing is known after the last known one: moved on by the forecast
/// rates, or held where a model forecasts none. For one thread.
/// </summary>
/// <param name="reducer">The reduction, with the channel of the shift's rate.</param>
/// <param name="channels">The channels of the state that the model uses; null for all.</param>
/// <param name="lastKnown">The shift of the last known frame.</param>
/// <param name="timeStep">The time between frames.</param>
internal sealed class IntegratedShift(
    Reducer reducer, IReadOnlyCollection<string>? channels, SubcellShift lastKnown, double timeStep)
{
    private readonly ShiftRate? rate =
        channels?.Contains(LatentChannel.ShiftRate) == false ? null : reducer.ShiftRate;

    /// <summary>Whether the model forecasts the shift; otherwise it is held.</summary>
    public bool IsForecast => rate is not null;

    /// <summary>The shift of the present frame, at first of the last known one.</summary>
    public SubcellShift Present { get; private set; } = lastKnown;

    /// <summary>Moves on to the next frame.</summary>
    /// <param name="state">Its forecast state, with all channels of the model.</param>
    /// <returns>Whether the forecast rate is finite.</returns>
    public bool Advance(ReadOnlySpan<double> state)
    {
        if (rate is null) return true;
        Present = rate.Advance(
            Present, state.Slice(reducer.LatentDimension, rate.Length), reducer.Grid, timeStep);
        return double.IsFinite(Present.Dy) && double.IsFinite(Present.Dx);
    }
}
