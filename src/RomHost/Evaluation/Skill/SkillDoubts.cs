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

    /// <summary>Returns the doubts, one sentence each, without a full stop.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="references">The facts about the references of each test run; null for a run without.</param>
    public static IReadOnlyList<string> Of(SkillAnalysis analysis, IReadOnlyList<ReferenceFacts?> references)
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
        return doubts;
    }

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
