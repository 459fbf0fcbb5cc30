using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;
using RomHost.Pipeline;

namespace RomHost.Reporting.Html;

/// <summary>Summarizes an experiment in a sentence or two.</summary>
internal static class ReportVerdict
{
    // With a handful of test runs, scores this close to each other do not differ.
    private const double Negligible = 0.02;

    /// <summary>Returns the verdict.</summary>
    /// <param name="summary">The summary, or null.</param>
    /// <param name="contest">The contest, or null.</param>
    public static string Of(ExperimentSummary? summary, ContestReport? contest)
    {
        if (summary is null)
            return "This experiment is not finished, or its summary cannot be read: only what is there is shown.";
        var scores = summary.Models.Where(model => model.R2 is not null).OrderByDescending(model => model.R2).ToList();
        if (summary is { HasModels: true, Models.Count: 0 })
            return "No model took part: data, basis and latent data were made, and nothing was trained.";
        if (scores.Count == 0) return "No model has a forecast to show.";
        var best = scores[0];
        string[] near = [.. scores.Where(entry => best.R2 - entry.R2 <= Negligible).Select(entry => entry.Name)];
        // The ceiling is not a bound: clamping and mass correction may bring a forecast above it.
        string accuracy = $"{Listed(near)} {NumberText.Noun(near.Length, "forecasts", "forecast")} best, "
            + $"with {Score.R2.Title} = {NumberText.Of(best.Scores[Score.R2])} (ceiling "
            + $"{NumberText.Of(best.Scores[Score.R2Pod])}).";
        var step = contest?.Cases.FirstOrDefault(one => one.Case == CaseResult.OneStep);
        if (step is null) return $"{accuracy} What a forecast costs was not measured.";
        if (step.Times.Count == 1)
            return $"{accuracy} A step takes {NumberText.Time(step.Times.Values.First().MedianSeconds)}.";
        string speed = step.Fastest is [var fastest]
            ? $"{fastest} takes the fastest steps, {NumberText.Time(step.Times[fastest].MedianSeconds)} each"
            : ContestText.IsTied(step)
            ? $"the times of a step of {string.Join(", ", step.Fastest)} are statistically tied"
            : $"the measurement does not tell which of {string.Join(", ", step.Fastest)} takes the fastest steps";
        string deploy = best.R2 <= 0 ? " None is better than forecasting the mean: none is worth deploying."
            : near.Length == 1 && step.Fastest is [var only] && only == near[0] ? $" Deploy {only}." : "";
        return $"{accuracy} {char.ToUpperInvariant(speed[0])}{speed[1..]}.{deploy}";
    }

    // A, B and C
    private static string Listed(string[] names) =>
        names is [.. { Length: > 0 } first, var last] ? $"{string.Join(", ", first)} and {last}" : names[0];
}
