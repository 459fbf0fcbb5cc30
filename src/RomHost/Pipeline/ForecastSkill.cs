using System.Text.Json.Nodes;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Serialization;
using Rom.Forecasting.Windows;
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
        (string Name, EvaluationFacts?[] Runs)[] models =
        [
            .. context.Experiment.Models.Select(model => (
                model.Name, runs.Select(run => FactsOf(context, model, run)).ToArray())),
        ];
        ForecastMethod[] methods =
        [
            .. models.Select(model => Method(
                MethodKind.Model, model.Name, model.Name,
                model.Runs.Select(facts => facts is null ? null : new ScoredForecast(facts.Scores, facts.Leads)))),
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
            [
                .. SkillDoubts.Of(analysis, references, lacksVariance), .. unmeasured,
                .. models.Select(model => GrowthOf(model.Name, model.Runs)).OfType<string>(),
            ],
            ensembles is null ? Score.R2 : EnsembleScore.Crps);
    }

    private static ForecastMethod Method(
        MethodKind kind, string name, string title, IEnumerable<ScoredForecast?> runs) =>
        new(kind, name, title, [.. runs]);

    private static string? GrowthOf(string model, EvaluationFacts?[] runs)
    {
        int[] grown = [.. runs.Select(run => run?.FirstBeyond).OfType<int>()];
        return grown.Length == 0
            ? null
            : $"{model} grows beyond {FarthestState.FarOut:0} times the largest state of all training runs in "
                + $"{grown.Length} of {NumberText.Count(runs.Length, "forecast")}, from step {grown.Min() + 1} on: it "
                + "is unstable there, and its scores say no more than that; give it a larger penalty or a shorter "
                + "window, or let it be chosen among candidates (docs/selection.md)";
    }

    private static EvaluationFacts? FactsOf(ExperimentContext context, ModelPlan model, PlannedRun run) =>
        ArtifactRecord.Read(context.Folder.Run(Split.Test, run.Index).Evaluation(model.Name)) is { } record
            ? EvaluationFacts.FromJson(record.Facts)
            : null;
}
