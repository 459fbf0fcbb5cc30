using Rom.Forecasting.Serialization;
using RomHost.Evaluation.References;
using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>Which model is worth having: shown to be better than every reference.</summary>
/// <param name="Best">The models that are, and that none of the models is shown to be better than.</param>
/// <param name="Sentence">The same in a sentence or two.</param>
internal sealed record SkillVerdict(IReadOnlyList<string> Best, string Sentence)
{
    /// <summary>The sentence where each model failed.</summary>
    public const string NoForecast = "No model has a forecast to show: the message of each says why.";

    /// <summary>The sentence where R² is undefined.</summary>
    public const string NoVariance = "No forecast has an R²: the true density of a test run is constant, and R² is the "
        + "share of a variance that is 0. Read the RMSE, or test with runs that change (test.initial_conditions).";

    /// <summary>Returns the verdict: by ensembles where there are some, else by R².</summary>
    /// <param name="analysis">The analysis of point forecasts.</param>
    /// <param name="ensembles">The analysis of ensembles; null without them.</param>
    public static SkillVerdict Of(SkillAnalysis analysis, EnsembleAnalysis? ensembles) =>
        ensembles is null ? Of(analysis) : EnsembleVerdict.Of(analysis, ensembles);

    /// <summary>Returns the verdict of an analysis of point forecasts, by R².</summary>
    /// <param name="analysis">The analysis.</param>
    public static SkillVerdict Of(SkillAnalysis analysis)
    {
        var models = Of(analysis, MethodKind.Model).Where(model => R2(model).Value is not null).ToList();
        if (models.Count == 0)
        {
            bool isConstant = Of(analysis, MethodKind.Model).Any(model => model.Means[Score.Rmse].Value is not null);
            return new([], isConstant ? NoVariance : NoForecast);
        }
        var references = Of(analysis, MethodKind.Reference).ToList();
        var first = models.MaxBy(model => R2(model).Value)!;
        if (references.Count == 0)
        {
            return new(
                [], $"{first.Method.Title} has the highest R², {Text(R2(first))}. Whether that is more than a forecast "
                + "without a model has is not known: evaluation.references is false.");
        }
        bool Beats(MethodSkill one, MethodSkill other) => VerdictOn(analysis, one, other) == ScoreVerdict.Better;
        var worthy = models.Where(model => references.All(reference => Beats(model, reference))).ToList();
        var best = worthy.Where(model => !models.Any(other => Beats(other, model)))
            .OrderByDescending(model => R2(model).Value).ToList();
        return best.Count == 0 ? None(analysis, first) : Some(analysis, best, references);
    }

    private static SkillVerdict None(SkillAnalysis analysis, MethodSkill first) => new(
        [], "No model is shown to forecast the shape better than every forecast that needs no model: "
        + $"{first.Method.Title}, with the highest R² of the models (aligned frame), has {Shape(analysis, first)}");

    /// <summary>
    /// Writes the R² of a model's forecast, beside that of the strongest reference, and that in the lab frame.
    /// </summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="model">The model, whose R² is known.</param>
    /// <returns>The rest of a sentence, and another one.</returns>
    public static string Shape(SkillAnalysis analysis, MethodSkill model)
    {
        var strongest = Of(analysis, MethodKind.Reference).Where(reference => R2(reference).Value is not null)
            .MaxBy(reference => R2(reference).Value);
        string beside = strongest is null ? "" : $", and {strongest.Method.Title} {Text(R2(strongest))}";
        return $"{Text(R2(model))}{beside}.{Lab(analysis, model)}";
    }

    private static SkillVerdict Some(SkillAnalysis analysis, List<MethodSkill> best, List<MethodSkill> references)
    {
        var first = best[0];
        string names = ListText.Of([.. best.Select(model => model.Method.Title)]);
        string skill = first.Skills[Score.R2] is { Value: not null } found ? $", skill {Text(found)}" : "";
        string what = best.Count == 1
            ? $"{names} is the best shape forecast (aligned frame): R² {Text(R2(first))}{skill}"
            : $"{names} are the best shape forecasts (aligned frame), with no difference shown between them: "
                + $"{first.Method.Title} has R² {Text(R2(first))}{skill}";
        string beaten = ListText.Of([.. references.Select(reference => reference.Method.Title)]);
        return new(
            [.. best.Select(model => model.Method.Name)],
            $"{what}; {NumberText.Noun(best.Count, "it is", "they are")} better than {beaten}.{Lab(analysis, first)}");
    }

    // What a forecast scores that has to say where the swarm is.
    private static string Lab(SkillAnalysis analysis, MethodSkill model)
    {
        var lab = model.Means[Score.R2Lab];
        if (lab.Value is null || lab.Value == R2(model).Value) return "";
        var climatology = Of(analysis, MethodKind.Reference)
            .FirstOrDefault(reference => reference.Method.Name == Reference.ClimatologyDensity.Name);
        string beside = climatology?.Means[Score.R2Lab].Value is { } value
            ? $", that of the mean density {NumberText.Of(value)}"
            : "";
        // A model without the channel of the shift's rate holds the shift too.
        if (model.Means.GetValueOrDefault(Score.R2LabHeld)?.Value is { } held && held != lab.Value)
        {
            return $" In the lab frame, with the forecast shift, its R² is {NumberText.Of(lab.Value.Value)}, with the "
                + $"last known one {NumberText.Of(held)}{beside}.";
        }
        return " In the lab frame, where the shift is not forecast, its R² is "
            + $"{NumberText.Of(lab.Value.Value)}{beside}.";
    }

    private static ScoreVerdict VerdictOn(SkillAnalysis analysis, MethodSkill one, MethodSkill other) =>
        analysis.Comparisons.Select(comparison => comparison.VerdictOn(one.Method.Key, other.Method.Key))
            .OfType<ScoreVerdict>().FirstOrDefault(ScoreVerdict.Inconclusive);

    private static IEnumerable<MethodSkill> Of(SkillAnalysis analysis, MethodKind kind) =>
        analysis.Methods.Where(method => method.Method.Kind == kind);

    private static ScoreEstimate R2(MethodSkill method) => method.Means[Score.R2];

    /// <summary>Writes an estimate with its interval.</summary>
    /// <param name="estimate">The estimate, which has a value.</param>
    public static string Text(ScoreEstimate estimate) =>
        NumberText.Of(estimate.Value!.Value) + (estimate is { Low: { } low, High: { } high }
            ? $" ({NumberText.Of(low)} to {NumberText.Of(high)})"
            : "");
}
