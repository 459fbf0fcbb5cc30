using System.Numerics.Tensors;
using Rom.Forecasting.Files;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// The ensemble of a test run's replicas, which begin in its state at time 0 and go on under other noise: the
/// distribution that can be known from that state. For one thread.
/// </summary>
/// <param name="setting">What all ensembles of the run share.</param>
/// <param name="replicas">The replicas at frames that follow in the stride of the scored ones.</param>
internal sealed class ReplicaFrames(EnsembleSetting setting, ReplicaMembers replicas) : IMemberFrames
{
    private readonly int first = replicas.Frames.TakeWhile(frame => frame < setting.Start).Count();
    private int step;

    /// <inheritdoc/>
    public int Members => replicas.Replicas;

    /// <inheritdoc/>
    /// <remarks>
    /// 0 unless a model's window makes forecasts begin after <c>evaluation.forecast_start</c>: replicas do not depend
    /// on models.
    /// </remarks>
    public int FirstStep => first < replicas.Frames.Count ? replicas.Frames[first] - setting.Start : setting.Steps;

    /// <inheritdoc/>
    public bool HasStates => false;

    /// <inheritdoc/>
    public void Advance(int step) => this.step = step;

    /// <inheritdoc/>
    public IReadOnlyList<int> Read(MemberFrame frame)
    {
        int k = first + (step - FirstStep) / setting.Options.Stride;
        frame.Centre = setting.PlaceOf(setting.LastShift);
        for (int m = 0; m < replicas.Replicas; m++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(replicas.DensityOf(k, m), frame.DensityOf(m));
            if (!setting.IsInLab) continue;
            TensorPrimitives.ConvertTruncating<float, double>(replicas.LabDensityOf(k, m), frame.LabDensityOf(m));
            (frame.Place[2 * m], frame.Place[2 * m + 1]) = setting.PlaceOf(replicas.ShiftOf(k, m));
        }
        return [];
    }
}
