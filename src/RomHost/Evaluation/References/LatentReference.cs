using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace RomHost.Evaluation.References;

/// <summary>Latent states that are lifted as a model's are, with the last known shift in the lab frame.</summary>
/// <param name="states">The states [steps, r].</param>
/// <param name="lift">Lifts.</param>
/// <param name="reducer">Rolls back.</param>
/// <param name="lastShift">The shift of the last known frame.</param>
internal sealed class LatentReference(double[] states, DensityLift lift, Reducer reducer, Shift lastShift)
    : IReferenceForecast
{
    /// <inheritdoc/>
    public int Steps => states.Length / reducer.LatentDimension;

    /// <inheritdoc/>
    public void Aligned(int step, Span<double> density) =>
        lift.Lift(states.AsSpan(step * reducer.LatentDimension, reducer.LatentDimension), step, density);

    /// <inheritdoc/>
    public void Lab(ReadOnlySpan<double> aligned, Span<double> density) => reducer.Unalign(aligned, lastShift, density);
}
