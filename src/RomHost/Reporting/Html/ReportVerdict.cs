using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;
using RomHost.Evaluation.Skill;
using RomHost.Pipeline;

namespace RomHost.Reporting.Html;

/// <summary>Summarizes an experiment in a sentence or two.</summary>
internal static class ReportVerdict
{
    /// <summary>Returns the verdict.</summary>
    /// <param name="summary">The summary, or null.</param>
    /// <param name="contest">The contest, or null.</param>
    public static string Of(ExperimentSummary? summary, ContestReport? contest)
    {
        if (summary is null)
            return "This experiment is not finished, or its summary cannot be read: only what is there is shown.";
        if (summary is { HasModels: true, Models.Count: 0 })
            return "No model took part: data, basis and latent data were made, and nothing was trained.";
        if (summary.Models.All(model => model.R2 is null))
        {
            return summary.ForecastVerdict ?? (summary.Models.Any(model => double.IsFinite(model.Scores[Score.Rmse]))
                ? SkillVerdict.NoVariance
                : SkillVerdict.NoForecast);
        }
        string accuracy = summary.ForecastVerdict
            ?? "What the forecasts are worth is not in this summary; run the experiment again.";
        var step = contest?.Cases.FirstOrDefault(one => one.Case == CaseResult.OneStep);
        if (step is null) return $"{accuracy} What a forecast costs was not measured.";
        if (step.Times.Count == 1)
            return $"{accuracy} A step takes {NumberText.Time(step.Times.Values.First().MedianSeconds)}.";
        string speed = step.Fastest is [var fastest]
            ? $"{fastest} takes the fastest steps, {NumberText.Time(step.Times[fastest].MedianSeconds)} each"
            : ContestText.IsTied(step)
            ? $"the times of a step of {string.Join(", ", step.Fastest)} are statistically tied"
            : $"the measurement does not tell which of {string.Join(", ", step.Fastest)} takes the fastest steps";
        return $"{accuracy} {char.ToUpperInvariant(speed[0])}{speed[1..]}.";
    }
}
