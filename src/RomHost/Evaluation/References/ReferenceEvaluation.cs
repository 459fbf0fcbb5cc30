using Rom.Forecasting.Reduction;

namespace RomHost.Evaluation.References;

/// <summary>
/// Scores forecasts of one test run that come to rest: a frame that stays is made once, so that a reference costs
/// little beside a model.
/// </summary>
internal static class ReferenceEvaluation
{
    /// <summary>Compares forecasts with the truth, two in each pass over it.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="forecasts">The forecasts.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The errors of each in the aligned and in the lab frame.</returns>
    public static IReadOnlyDictionary<Reference, (ErrorCurve Aligned, ErrorCurve Lab)> Compare(
        RunReference truth, IReadOnlyDictionary<Reference, IReferenceForecast> forecasts,
        CancellationToken cancellation)
    {
        var run = truth.Run;
        int cells = run.Density.Grid.CellCount, frames = run.FrameCount - truth.Start;
        var curves = new Dictionary<Reference, (ErrorCurve, ErrorCurve)>();
        foreach (var pair in forecasts.Chunk(2))
        {
            var (one, other) = (new Fields(pair[0].Value, cells, frames), new Fields(pair[^1].Value, cells, frames));
            for (int k = 0; k < frames; k++)
            {
                if (k < Math.Max(one.Forecast.Steps, other.Forecast.Steps)) cancellation.ThrowIfCancellationRequested();
                one.Make(k);
                if (pair.Length > 1) other.Make(k);
                (one.AlignedErrors[k], other.AlignedErrors[k]) = SquaredError.OfTwo(
                    truth.AlignedTruth(truth.Start + k), one.Aligned, other.Aligned);
                (one.LabErrors[k], other.LabErrors[k]) = SquaredError.OfTwo(
                    run.Density.Frame(truth.Start + k), one.Lab, other.Lab);
            }
            // A roll moves cells, and leaves the scatter of a frame as it is.
            curves.Add(pair[0].Key, Curves(one));
            if (pair.Length > 1) curves.Add(pair[1].Key, Curves(other));
        }
        return curves;

        (ErrorCurve, ErrorCurve) Curves(Fields of) =>
            (new(truth.Pod, cells, of.AlignedErrors), new(truth.Pod, cells, of.LabErrors));
    }

    /// <summary>Scores a forecast.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="aligned">Its errors in the aligned frame.</param>
    /// <param name="lab">Its errors in the lab frame.</param>
    /// <param name="climatology">The errors of the climatology; null without one.</param>
    /// <param name="leads">The leads.</param>
    /// <param name="shifts">What the experiment's forecasts do with shifts.</param>
    public static ScoredForecast Score(
        RunReference truth, ErrorCurve aligned, ErrorCurve lab, ErrorCurve? climatology, IReadOnlyList<Lead> leads,
        ShiftForecast shifts)
    {
        var scores = LeadScore.Of(aligned, leads);
        bool isInLab = shifts != ShiftForecast.None;
        return new(
            new ForecastScores(isInLab ? InLab() : null)
            {
                [Evaluation.Score.R2] = aligned.R2(aligned.Frames),
                [Evaluation.Score.Rmse] = aligned.Rmse(aligned.Frames),
                [Evaluation.Score.R2Lab] = lab.R2(lab.Frames),
                [Evaluation.Score.RmseLab] = lab.Rmse(lab.Frames),
                [Evaluation.Score.Horizon] = truth.LeadOf(aligned.FramesAbove()),
                [Evaluation.Score.ClimatologyHorizon] =
                    climatology is null ? double.NaN : truth.LeadOf(aligned.FramesBetterThan(climatology)),
            },
            isInLab ? [.. scores.Select(score => score with { LabR2 = lab.R2(score.Lead.Frames) })] : scores);

        Dictionary<Evaluation.Score, double> InLab() => new()
        {
            [Evaluation.Score.LabHorizon] = truth.LeadOf(lab.FramesAbove()),
        };
    }

    // A forecast with its present frame, and the errors so far.
    private sealed record Fields(IReferenceForecast Forecast, int Cells, int Frames)
    {
        public double[] Aligned { get; } = new double[Cells];

        public double[] Lab { get; } = new double[Cells];

        public double[] AlignedErrors { get; } = new double[Frames];

        public double[] LabErrors { get; } = new double[Frames];

        public void Make(int step)
        {
            if (step >= Forecast.Steps) return;
            Forecast.Aligned(step, Aligned);
            Forecast.Lab(Aligned, Lab);
        }
    }
}
