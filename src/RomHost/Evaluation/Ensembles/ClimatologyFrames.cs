using Rom.Numerics.Fft;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// An ensemble that needs no model: states of training runs, the same at every lead, with their shifts. For one thread.
/// </summary>
/// <param name="setting">What all ensembles of the run share.</param>
/// <param name="members">The state of the density of each member [r], and its shift.</param>
internal sealed class ClimatologyFrames(
    EnsembleSetting setting, IReadOnlyList<(double[] State, SubcellShift Shift)> members) : IMemberFrames
{
    private bool isMade;

    /// <inheritdoc/>
    public int Members => members.Count;

    /// <inheritdoc/>
    public void Advance(int step)
    {
        // The members stay.
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Read(MemberFrame frame)
    {
        if (isMade) return [];
        isMade = true;
        frame.Centre = setting.PlaceOf(setting.LastShift);
        foreach (var (m, (state, shift)) in members.Index())
        {
            state.CopyTo(frame.LatentOf(m));
            frame.Shifts[m] = shift;
        }
        return setting.Lift(frame);
    }
}
