namespace Rom.Numerics.Fft;

/// <summary>The shifts of a sequence of fields, followed from one to the next. Immutable.</summary>
/// <param name="shifts">The shift of each field, unwrapped [T].</param>
/// <param name="jumps">
/// The fields, in order, before which the followed peak of the correlation was left for another one further away.
/// </param>
public sealed class ShiftTrack(IReadOnlyList<SubcellShift> shifts, IReadOnlyList<int> jumps)
{
    /// <summary>The shift of each field, unwrapped [T].</summary>
    public IReadOnlyList<SubcellShift> Shifts => shifts;

    /// <summary>
    /// The fields, in order, before which the followed peak of the correlation was left for another one further away:
    /// their shifts differ from those before although nothing need have moved so far.
    /// </summary>
    public IReadOnlyList<int> Jumps => jumps;
}
