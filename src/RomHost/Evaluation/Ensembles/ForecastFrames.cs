using System.Numerics.Tensors;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;

namespace RomHost.Evaluation.Ensembles;

/// <summary>The members that a model forecasts, lifted to densities as its own forecast is. For one thread.</summary>
internal sealed class ForecastFrames : IMemberFrames
{
    private readonly EnsembleSetting setting;
    private readonly double[] states; // [all members, steps, r]
    private readonly double[] centre; // [steps, r]
    private readonly int[] members;
    private readonly IReadOnlyList<ProjectionErrors> left; // of all members
    private readonly ProjectionError[] projectionErrors;
    private readonly int dimension;
    private readonly IntegratedShift[] shifts;
    private readonly IntegratedShift centreShift;
    private int step;

    /// <summary>Creates the frames of a forecast.</summary>
    /// <param name="setting">What all ensembles of the run share.</param>
    /// <param name="channels">The channels of the state that the model uses; null for all.</param>
    /// <param name="states">The states of all members [all members, steps, r], one after the other.</param>
    /// <param name="centre">The model's forecast [steps, r].</param>
    /// <param name="projectionErrors">What the modes leave out of all members; empty for nothing.</param>
    /// <param name="members">The members that count, whose states are finite.</param>
    public ForecastFrames(
        EnsembleSetting setting, IReadOnlyCollection<string>? channels, double[] states, double[] centre,
        IReadOnlyList<ProjectionErrors> projectionErrors, int[] members)
    {
        (this.setting, this.states, this.centre, this.members) = (setting, states, centre, members);
        left = projectionErrors;
        this.projectionErrors = new ProjectionError[left.Count == 0 ? 0 : members.Length];
        dimension = centre.Length / setting.Steps;
        IntegratedShift Shift() => new(setting.Reducer, channels, setting.LastShift, setting.Run.TimeStep);
        shifts = [.. members.Select(_ => Shift())];
        centreShift = Shift();
    }

    /// <inheritdoc/>
    public int Members => members.Length;

    /// <inheritdoc/>
    public void Advance(int step)
    {
        this.step = step;
        if (!setting.IsInLab) return;
        for (int m = 0; m < members.Length; m++) shifts[m].Advance(StateOf(members[m]));
        // A forecast that is not finite is no place to count from: then the last one is.
        var state = centre.AsSpan(step * dimension, dimension);
        if (TensorPrimitives.IsFiniteAll<double>(state)) centreShift.Advance(state);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Read(MemberFrame frame)
    {
        frame.Centre = setting.PlaceOf(centreShift.Present);
        for (int m = 0; m < members.Length; m++)
        {
            StateOf(members[m])[..setting.Reducer.LatentDimension].CopyTo(frame.LatentOf(m));
            if (setting.IsInLab) frame.Shifts[m] = shifts[m].Present;
        }
        for (int m = 0; m < projectionErrors.Length; m++) projectionErrors[m] = left[members[m]].At(step);
        frame.ProjectionErrors = projectionErrors;
        var lost = setting.Lift(frame);
        return lost.Count == 0 ? lost : [.. lost.Select(m => members[m])];
    }

    private ReadOnlySpan<double> StateOf(int member) =>
        states.AsSpan((member * setting.Steps + step) * dimension, dimension);
}
