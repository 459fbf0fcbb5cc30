using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Lifting;

/// <summary>
/// Lifts the states of one forecast, in their order, to densities in the lab frame: with the forecast shift, or the
/// last known one. For one thread.
/// </summary>
/// <param name="reducer">Basis, transform and shifts of the experiment.</param>
/// <param name="lift">Lifts a state to a density in the aligned frame.</param>
/// <param name="channels">The channels of the state that the model uses; null for all.</param>
/// <param name="known">The frames before the forecast.</param>
/// <param name="projectionErrors">What the modes leave out of the frames; null for nothing.</param>
internal sealed class LabLift(
    Reducer reducer, DensityLift lift, IReadOnlyCollection<string>? channels, KnownStates known,
    ProjectionErrors? projectionErrors = null)
{
    private readonly IntegratedShift shift = new(reducer, channels, known.LastShift, known.TimeStep);
    private readonly double[] field = new double[reducer.Grid.CellCount];
    private int step;

    /// <summary>The shift of the last lifted frame, at first of the last known one.</summary>
    public SubcellShift Shift => shift.Present;

    /// <summary>Lifts the next state.</summary>
    /// <param name="state">The state, with all channels of the model.</param>
    /// <param name="density">Receives the density in the lab frame [cells].</param>
    /// <returns>Whether the forecast shift is finite.</returns>
    public bool Next(ReadOnlySpan<double> state, Span<float> density)
    {
        var latent = state[..reducer.LatentDimension];
        if (projectionErrors is null) lift.Lift(latent, step, field);
        else lift.LiftBatch(latent, 1, [projectionErrors.At(step)], field);
        step++;
        bool isFinite = shift.Advance(state);
        reducer.Unalign(field, shift.Present.Rounded, density);
        return isFinite;
    }
}
