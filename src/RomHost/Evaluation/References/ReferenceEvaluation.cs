namespace RomHost.Evaluation.References;

/// <summary>
/// Scores forecasts of one test run that come to rest: a frame that stays is made once, so that a reference costs
/// little beside a model.
/// </summary>
internal static class ReferenceEvaluation
{
    /// <summary>Compares a forecast with the truth.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Its errors in the aligned and in the lab frame.</returns>
    public static (ErrorCurve Aligned, ErrorCurve Lab) Compare(
        RunReference truth, IReferenceForecast forecast, CancellationToken cancellation)
    {
        var run = truth.Run;
        int cells = run.Density.Grid.CellCount, frames = run.FrameCount - truth.Start;
        var (aligned, lab) = (new double[frames], new double[frames]);
        var (field, labField) = (new double[cells], new double[cells]);
        for (int k = 0; k < frames; k++)
        {
            if (k < forecast.Steps)
            {
                cancellation.ThrowIfCancellationRequested();
                forecast.Aligned(k, field);
                forecast.Lab(field, labField);
            }
            aligned[k] = SquaredError.Of(truth.AlignedTruth(truth.Start + k), field);
            lab[k] = SquaredError.Of(run.Density.Frame(truth.Start + k), labField);
        }
        // A roll moves cells, and leaves the scatter of a frame as it is.
        return (new(truth.Pod, cells, aligned), new(truth.Pod, cells, lab));
    }

    /// <summary>Scores a forecast.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="aligned">Its errors in the aligned frame.</param>
    /// <param name="lab">Its errors in the lab frame.</param>
    /// <param name="climatology">The errors of the climatology; null without one.</param>
    /// <param name="leads">The leads.</param>
    public static ScoredForecast Score(
        RunReference truth, ErrorCurve aligned, ErrorCurve lab, ErrorCurve? climatology, IReadOnlyList<Lead> leads) =>
        new(
            new ForecastScores
            {
                [Evaluation.Score.R2] = aligned.R2(aligned.Frames),
                [Evaluation.Score.Rmse] = aligned.Rmse(aligned.Frames),
                [Evaluation.Score.R2Lab] = lab.R2(lab.Frames),
                [Evaluation.Score.RmseLab] = lab.Rmse(lab.Frames),
                [Evaluation.Score.Horizon] = truth.LeadOf(aligned.FramesAbove()),
                [Evaluation.Score.ClimatologyHorizon] =
                    climatology is null ? double.NaN : truth.LeadOf(aligned.FramesBetterThan(climatology)),
            },
            LeadScore.Of(aligned, leads));
}
