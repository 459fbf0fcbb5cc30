namespace RomHost.Evaluation;

/// <summary>The scores of a forecast in the lab frame, where its shift is a forecast too.</summary>
/// <param name="lab">The errors in the lab frame, with the forecast shift.</param>
/// <param name="held">The errors in the lab frame, with the last known shift.</param>
/// <param name="place">The errors of place.</param>
internal sealed class ShiftScores(ErrorCurve lab, ErrorCurve held, PlaceErrors place)
{
    /// <summary>Returns the scores over all frames.</summary>
    /// <param name="reference">The truth of the run.</param>
    public IReadOnlyDictionary<Score, double> Of(RunReference reference) => new Dictionary<Score, double>
    {
        [Score.R2LabHeld] = held.R2(held.Frames),
        [Score.LabHorizon] = reference.LeadOf(lab.FramesAbove()),
        [Score.PositionError] = place.Mean(lab.Frames),
    };

    /// <summary>Adds the scores up to leads.</summary>
    /// <param name="scores">The scores in the aligned frame.</param>
    public IReadOnlyList<LeadScore> At(IReadOnlyList<LeadScore> scores) =>
    [
        .. scores.Select(score => score with
        {
            LabR2 = lab.R2(score.Lead.Frames),
            HeldLabR2 = held.R2(score.Lead.Frames),
            PositionError = place.Mean(score.Lead.Frames),
        }),
    ];
}
