namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// An ensemble that needs no model: frames of training runs, the same at every lead, with their shifts. For one thread.
/// </summary>
/// <param name="setting">What all ensembles of the run share.</param>
/// <param name="members">The members.</param>
internal sealed class ClimatologyFrames(EnsembleSetting setting, IReadOnlyList<ClimatologyMember> members)
    : IMemberFrames
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
        frame.ProjectionErrors = [.. members.Select(member => member.ProjectionError)];
        foreach (var (m, member) in members.Index())
        {
            member.State.CopyTo(frame.LatentOf(m));
            frame.Shifts[m] = member.Shift;
        }
        return setting.Lift(frame);
    }
}
