using Rom.Forecasting.Reduction;

namespace Rom.Forecasting.Lifting;

/// <summary>
/// The way of a forecast state back to a density: lifting, inverse transform, clamp and mass. For one thread.
/// </summary>
internal sealed class DensityLift
{
    private readonly Reducer reducer;
    private readonly MassConstraint constraint;
    private readonly LiftedVariance? variance;
    private readonly double mass;
    private readonly double[] scratch;

    /// <summary>Holds the mass of the last known frame.</summary>
    /// <param name="reducer">Basis, transform and shifts of the experiment.</param>
    /// <param name="constraint">Clamp and mass of a lifted density.</param>
    /// <param name="lastKnown">The last frame before the forecast [cells].</param>
    /// <param name="variance">
    /// The variance that forecasts leave, with which states are lifted to mean densities; null to lift the states
    /// alone.
    /// </param>
    public DensityLift(
        Reducer reducer, MassConstraint constraint, ReadOnlySpan<float> lastKnown, LiftedVariance? variance = null)
    {
        (this.reducer, this.constraint, this.variance) = (reducer, constraint, variance);
        mass = MassConstraint.MassOf(lastKnown);
        scratch = new double[lastKnown.Length];
    }

    /// <summary>Lifts a state, and makes a density of it.</summary>
    /// <param name="state">y [r].</param>
    /// <param name="step">The step of the forecast, from 0.</param>
    /// <param name="density">Receives the density in the aligned frame [cells].</param>
    public void Lift(ReadOnlySpan<double> state, int step, Span<double> density)
    {
        LiftUnconstrained(state, step, density);
        Constrain(density);
    }

    /// <summary>Lifts several states at once, each alone: without a variance.</summary>
    /// <param name="states">The states y, one after the other [count, r].</param>
    /// <param name="count">Their number.</param>
    /// <param name="errors">What the modes leave out of each [count]; empty for nothing.</param>
    /// <param name="densities">Receives the densities in the aligned frame [count, cells].</param>
    public void LiftBatch(
        ReadOnlySpan<double> states, int count, ReadOnlySpan<ProjectionError> errors, Span<double> densities)
    {
        int cells = scratch.Length;
        reducer.LiftToDensities(states, count, errors, mass / cells, densities);
        for (int k = 0; k < count; k++) Constrain(densities.Slice(k * cells, cells));
    }

    /// <summary>Lifts a state, with nothing clamped.</summary>
    /// <param name="state">y [r].</param>
    /// <param name="step">The step of the forecast, from 0.</param>
    /// <param name="field">Receives the field in the aligned frame [cells].</param>
    public void LiftUnconstrained(ReadOnlySpan<double> state, int step, Span<double> field)
    {
        double meanDensity = mass / scratch.Length;
        if (variance is null) reducer.LiftToDensity(state, meanDensity, field);
        else reducer.LiftToExpectedDensity(state, variance.At(step), meanDensity, field);
    }

    /// <summary>Makes a density of a lifted field: clamp and mass, as the configuration asks for.</summary>
    /// <param name="field">The field [cells].</param>
    public void Constrain(Span<double> field) => constraint.Apply(field, mass, scratch);
}
