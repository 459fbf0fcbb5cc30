using System.Text.Json.Nodes;
using Rom.Forecasting.Lifting;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.Ensembles;
using RomHost.Evaluation.References;
using RomHost.Evaluation.Skill;

namespace RomHost.Pipeline;

/// <summary>Gathers the scores of all forecasts of an experiment's test runs, and says what they are worth.</summary>
internal static class ForecastSkill
{
    /// <summary>Returns the part <c>forecast_skill</c> of the summary; null where nothing was forecast.</summary>
    /// <param name="context">The experiment, whose test runs were evaluated.</param>
    /// <param name="ensembles">The comparisons of ensembles; null where there are none.</param>
    public static JsonObject? Of(ExperimentContext context, EnsembleAnalysis? ensembles)
    {
        var runs = context.Experiment.TestRuns;
        var references = ReferenceTable.Read(context);
        ForecastMethod[] methods =
        [
            .. context.Experiment.Models.Select(model => Method(
                MethodKind.Model, model.Name, model.Name, runs.Select(run => ScoresOf(context, model, run)))),
            .. Reference.All
                .Where(reference => references.Any(run => run?.References.ContainsKey(reference.Name) == true))
                .Select(reference => Method(
                    MethodKind.Reference, reference.Name, reference.Title,
                    references.Select(run => run?.References.GetValueOrDefault(reference.Name)))),
        ];
        if (references.Any(run => run?.Ceiling is not null))
            methods = [.. methods, Method(
                MethodKind.Ceiling, "ceiling", "the ceiling", references.Select(run => run?.Ceiling))];
        if (methods.All(method => method.Runs.All(run => run is null))) return null;
        var analysis = SkillAnalysis.Of(
            [.. runs.Select(run => run.Family)], methods, context.Experiment.Options.Evaluation.Margin,
            context.Experiment.Options.Seed);
        var options = context.Experiment.Options;
        bool lacksVariance = options.Evaluation.Lift == Lift.State && !ExperimentReduction.IsLinear(options.Reduction);
        IEnumerable<string> unmeasured = context.Experiment.Models
            .Select(model => (model.Name, Failure: MeasureForecastVariance.FailureOf(context, model)))
            .Where(one => one.Failure is not null)
            .Select(one => $"{one.Name} is lifted without the variance of its forecasts: {one.Failure}");
        return SkillJson.Of(
            analysis, SkillVerdict.Of(analysis, ensembles),
            [.. SkillDoubts.Of(analysis, references, lacksVariance), .. unmeasured],
            ensembles is null ? Score.R2 : EnsembleScore.Crps);
    }

    private static ForecastMethod Method(
        MethodKind kind, string name, string title, IEnumerable<ScoredForecast?> runs) =>
        new(kind, name, title, [.. runs]);

    private static ScoredForecast? ScoresOf(ExperimentContext context, ModelPlan model, PlannedRun run) =>
        ArtifactRecord.Read(context.Folder.Run(Split.Test, run.Index).Evaluation(model.Name)) is { } record
            && EvaluationFacts.FromJson(record.Facts) is var facts
            ? new ScoredForecast(facts.Scores, facts.Leads)
            : null;
}
