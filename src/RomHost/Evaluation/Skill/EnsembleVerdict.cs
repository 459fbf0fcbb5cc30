using Rom.Forecasting.Serialization;
using RomHost.Evaluation.Ensembles;
using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>
/// Which model is worth having where there are ensembles: shown to be better than the ensemble of training states, and
/// nowhere shown to be worse than a forecast that needs no model. Models without an ensemble are judged by R².
/// </summary>
internal static class EnsembleVerdict
{
    private const string States = "the ensemble of training states";

    /// <summary>Returns the verdict.</summary>
    /// <param name="analysis">The analysis of point forecasts.</param>
    /// <param name="ensembles">The analysis of ensembles.</param>
    public static SkillVerdict Of(SkillAnalysis analysis, EnsembleAnalysis ensembles)
    {
        var models = ensembles.Skills.OrderByDescending(model => model.Value.Value ?? double.NegativeInfinity)
            .Select(model => model.Key).ToList();
        bool Beats(string model, string? other) => ensembles.VerdictOn(model, other) == ScoreVerdict.Better;
        var better = models.Where(model => Beats(model, null)).ToDictionary(
            model => model, model => WorseThan(analysis, ensembles, model));
        string[] worthy = [.. models.Where(model => better.TryGetValue(model, out var worse) && worse.Count == 0)];
        // One that is worse than a forecast without a model somewhere is no reason against another.
        var best = worthy.Where(model => !worthy.Any(other => other != model && Beats(other, model))).ToList();
        string sentence = best.Count > 0
            ? Some(analysis, ensembles, best)
            : None(ensembles, models[0]);
        string refused = string.Concat(better.Where(model => model.Value.Count > 0).Select(model =>
            $" {model.Key} is better than {States}, but {ListText.Of(model.Value)}."));
        string shape = ShapeOf(analysis, best.Count > 0 ? best[0] : models[0]);
        var (further, others) = WithoutEnsemble(analysis, ensembles);
        return new([.. best, .. further], sentence + refused + shape + others);
    }

    private static string Some(SkillAnalysis analysis, EnsembleAnalysis ensembles, List<string> best)
    {
        string names = ListText.Of(best), skill = SkillText(ensembles, best[0]);
        string what = best.Count == 1
            ? $"{names} is the best forecast of {Title(ensembles)}, by the CRPS of its ensemble: skill {skill}"
            : $"{names} are the best forecasts of {Title(ensembles)}, by the CRPS of their ensembles, with no "
                + $"difference shown between them: {best[0]} has skill {skill}";
        string shape = analysis.Methods.Any(method => method.Method.Kind == MethodKind.Reference)
            ? " No forecast that needs no model is shown to be better in R² (aligned frame)."
            : "";
        return $"{what}; {NumberText.Noun(best.Count, "it is", "they are")} better than {States}, and up to no lead "
            + "shown worse." + shape;
    }

    private static string None(EnsembleAnalysis ensembles, string first) =>
        $"No model is shown to forecast {Title(ensembles)} better than {States}, and nowhere worse than a forecast "
        + $"that needs no model: {first}, whose ensemble has the highest CRPS skill of the models, has "
        + $"{SkillText(ensembles, first)}.";

    // Where a model is shown to be worse than a forecast that needs no model.
    private static List<string> WorseThan(SkillAnalysis analysis, EnsembleAnalysis ensembles, string model)
    {
        string[] references =
        [
            .. analysis.Comparisons
                .Where(one => one.Verdict == ScoreVerdict.Worse && one.A == KeyOf(model))
                .Select(one => analysis.Methods.First(method => method.Method.Key == one.B).Method)
                .Where(method => method.Kind == MethodKind.Reference)
                .Select(method => method.Title),
        ];
        string[] leads = [.. ensembles.LeadsWorse(model).Select(lead => NumberText.Of(lead.Time))];
        List<string> worse = [];
        if (references.Length > 0) worse.Add($"worse than {ListText.Of(references)} in R² (aligned frame)");
        if (leads.Length > 0) worse.Add($"worse up to {ListText.Of(leads)} time units");
        return worse;
    }

    private static string ShapeOf(SkillAnalysis analysis, string model) =>
        analysis.Methods.FirstOrDefault(method => method.Method.Key == KeyOf(model)) is { } found
            && found.Means[Score.R2].Value is not null
            ? $" The shape that {model} forecasts (aligned frame) has R² {SkillVerdict.Shape(analysis, found)}"
            : "";

    private static (IReadOnlyList<string> Best, string Sentence) WithoutEnsemble(
        SkillAnalysis analysis, EnsembleAnalysis ensembles)
    {
        var others = analysis with
        {
            Methods =
            [
                .. analysis.Methods.Where(method => method.Method.Kind != MethodKind.Model
                    || (!ensembles.Skills.ContainsKey(method.Method.Name) && method.Means[Score.R2].Value is not null)),
            ],
        };
        string[] names =
        [
            .. others.Methods.Where(method => method.Method.Kind == MethodKind.Model)
                .Select(method => method.Method.Title),
        ];
        if (names.Length == 0) return ([], "");
        var best = SkillVerdict.Of(others).Best;
        string shown = best.Count == 0 ? "none is" : $"{ListText.Of(best)} {NumberText.Noun(best.Count, "is", "are")}";
        return (
            best,
            $" Without an ensemble, {ListText.Of(names)} {NumberText.Noun(names.Length, "is", "are")} judged by R² of "
            + $"the shape (aligned frame): {shown} shown to be better than every forecast that needs no model.");
    }

    private static string SkillText(EnsembleAnalysis ensembles, string model) =>
        ensembles.Skills[model] is { Value: not null } skill ? SkillVerdict.Text(skill) : "–";

    private static string Title(EnsembleAnalysis ensembles) =>
        ensembles.Quantity == Quantity.LabDensity ? "the density in the lab frame" : "the density (aligned frame)";

    private static string KeyOf(string model) => ForecastMethod.KeyOf(MethodKind.Model, model);
}
