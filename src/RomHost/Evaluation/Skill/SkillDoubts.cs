using Rom.Forecasting.Serialization;
using RomHost.Evaluation.References;
using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>Reasons to doubt what the scores of an experiment say.</summary>
internal static class SkillDoubts
{
    // Below it, intervals rest on the assumption that scores are normally distributed.
    private const int FewRuns = 10;

    // A share of far windows that chance alone hardly gives.
    private const double ManyFar = 0.1;

    // In R², of a mean density against the density of a mean state: far above what either is known to.
    private const double MuchBetter = 0.05;

    /// <summary>Returns the doubts, one sentence each, without a full stop.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="references">The facts about the references of each test run; null for a run without.</param>
    /// <param name="lacksVariance">
    /// Whether forecasts are lifted from mean states although the mean density is another.
    /// </param>
    public static IReadOnlyList<string> Of(
        SkillAnalysis analysis, IReadOnlyList<ReferenceFacts?> references, bool lacksVariance)
    {
        var doubts = new List<string>();
        var facts = references.OfType<ReferenceFacts>().ToList();
        if (Beyond(facts) is { } beyond) doubts.Add(beyond);
        int far = facts.Count(run => run.IsFar);
        if (far > ManyFar * facts.Count)
        {
            doubts.Add(
                $"{far} of {NumberText.Count(facts.Count, "test window")} "
                + $"{NumberText.Noun(far, "is", "are")} further from every training window than training runs are from "
                + "each other: the models extrapolate there; train on initial conditions like those of the test");
        }
        int jumps = facts.Sum(run => run.ShiftJumps ?? 0);
        if (jumps > 0)
        {
            doubts.Add(
                $"in {jumps} of {NumberText.Count(facts.Sum(run => run.Frames), "forecast frame")} of the test runs "
                + "the shift jumps from one peak of the correlation to another, as where a cluster dissolves: the "
                + "swarm does not move there, and errors of place say less");
        }
        if (references.Count < FewRuns)
        {
            doubts.Add(
                $"{NumberText.Count(references.Count, "test run")} cannot tell much: below {FewRuns}, intervals take "
                + "the scores for normally distributed; add test runs (test.initial_conditions, samples)");
        }
        if (analysis.Gain is { Low: { } low } gain && low <= ScoreTable.LeastGain)
        {
            var climatology = analysis.Methods.First(method => method.Method == analysis.Climatology);
            var ceiling = analysis.Methods.First(method => method.Method.Kind == MethodKind.Ceiling);
            string what = gain.Value <= ScoreTable.LeastGain
                ? "there is nothing to win"
                : "it is not shown that there is anything to win";
            doubts.Add(
                $"{what}: {climatology.Method.Title} has R² {Mean(climatology)}, and the ceiling is {Mean(ceiling)}; "
                + "compare models on runs that differ more, or earlier in them (evaluation.forecast_start)");
        }
        if (lacksVariance && MeanOf(analysis, Reference.ClimatologyDensity) is { } density
            && MeanOf(analysis, Reference.Climatology) is { } state && density - state > MuchBetter)
        {
            doubts.Add(
                $"the mean density of the training runs has R² {NumberText.Of(density)}, the density of their mean "
                + $"state {NumberText.Of(state)}: forecasts are lifted from mean states too, and lack as much; set "
                + "evaluation.lift: expectation");
        }
        return doubts;
    }

    private static double? MeanOf(SkillAnalysis analysis, Reference reference) =>
        analysis.Methods.FirstOrDefault(method =>
            method.Method is { Kind: MethodKind.Reference } one && one.Name == reference.Name)?.Means[Score.R2].Value;

    private static string Mean(MethodSkill method) =>
        method.Means[Score.R2].Value is { } value ? NumberText.Of(value) : "–";

    private static string? Beyond(IReadOnlyList<ReferenceFacts> facts)
    {
        int frames = 0, learnt = 0;
        double training = 0;
        foreach (var run in facts)
        {
            var leads = run.References.Values.Select(one => one.Leads).FirstOrDefault(one => one.Count > 0);
            if (leads?.FirstOrDefault(lead => lead.Lead.IsTrainingHorizon) is not { } end) continue;
            (frames, learnt) = (frames + run.Frames, learnt + end.Lead.Frames);
            training = Math.Max(training, end.Lead.Time);
        }
        return frames == 0
            ? null
            : $"{NumberText.Percent(1 - (double)learnt / frames)} of the forecast frames lie beyond the end of the "
                + $"training runs, {NumberText.Of(training)} time units after the last known frame: nothing was learnt "
                + "there; raise train.duration, or read the scores up to that lead";
    }
}
