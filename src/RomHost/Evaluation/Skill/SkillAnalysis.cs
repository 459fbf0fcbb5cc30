using RomHost.Evaluation.References;
using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>
/// Sets the models' forecasts beside references and ceiling: means, skills and comparisons with 95 % intervals over the
/// test runs.
/// </summary>
/// <param name="Methods">Models, references, and the ceiling if there is one.</param>
/// <param name="Climatology">
/// The better of the two climatologies, from which skill is counted; null without references.
/// </param>
/// <param name="Comparisons">
/// Each model with each reference, and with each other model, in R² in the aligned frame.
/// </param>
/// <param name="Gain">What the ceiling has more than climatology, in R²; null without a ceiling.</param>
internal sealed record SkillAnalysis(
    IReadOnlyList<MethodSkill> Methods, ForecastMethod? Climatology, IReadOnlyList<ScoreComparison> Comparisons,
    ScoreEstimate? Gain)
{
    /// <summary>The reason of a skill without ceiling.</summary>
    public const string NoCeiling = "no ceiling: the test runs have no replicas (test.replicas)";

    private static readonly Score[] Averaged =
        [Score.R2, Score.Rmse, Score.R2Lab, Score.RmseLab, Score.Horizon, Score.ClimatologyHorizon];

    private static readonly Score[] OfSkill = [Score.R2, Score.Rmse];

    // Up to leads, where shifts are forecast or held.
    private static readonly Score[] OfPlace = [Score.R2Lab, Score.R2LabHeld, Score.PositionError];

    /// <summary>Analyses the scores of an experiment.</summary>
    /// <param name="families">The family of each test run [runs].</param>
    /// <param name="methods">The methods, in the order of tables.</param>
    /// <param name="margin">The difference in R² below which forecasts are equivalent.</param>
    /// <param name="seed">Seed of the resamples.</param>
    public static SkillAnalysis Of(
        IReadOnlyList<string> families, IReadOnlyList<ForecastMethod> methods, double margin, ulong seed)
    {
        var climatology = methods
            .Where(method => method.Kind == MethodKind.Reference
                && (method.Name == Reference.Climatology.Name || method.Name == Reference.ClimatologyDensity.Name))
            .MaxBy(method => method.Of(Score.R2).Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity)
                .Average());
        var ceiling = methods.FirstOrDefault(method => method.Kind == MethodKind.Ceiling);
        double scale = ScaleOf(climatology);

        ScoreTable TableOf(Score score, Func<ForecastMethod, double[]> values) => new(
            score, families, methods.ToDictionary(method => method.Key, values), score == Score.R2 ? 1 : scale, seed);

        Score[] known =
        [
            .. Score.OfForecastShift.Where(score => methods.Any(method => method.Of(score).Any(double.IsFinite))),
        ];
        Score[] averaged = [.. Averaged, .. known], upToLeads = [.. OfSkill, .. known.Length == 0 ? [] : OfPlace];
        var tables = averaged.ToDictionary(score => score, score => TableOf(score, method => method.Of(score)));
        var leads = LeadKey.Of(methods.SelectMany(method => method.Runs).OfType<ScoredForecast>()
            .SelectMany(run => run.Leads).Select(lead => lead.Lead));
        var leadTables = leads.Select(lead => (
            Lead: lead,
            Tables: upToLeads.ToDictionary(score => score, score => TableOf(score, method => method.At(score, lead)))))
            .ToList();

        ScoreEstimate Skill(ScoreTable table, ForecastMethod method, string? family) =>
            climatology is null || ceiling is null
                ? ScoreEstimate.None(NoCeiling, 0, 0)
                : table.Skill(method.Key, climatology.Key, ceiling.Key, family);

        MethodSkill.Part PartOf(
            IReadOnlyDictionary<Score, ScoreTable> of, Score[] means, ForecastMethod method, string? family) => new(
            means.ToDictionary(score => score, score => of[score].Mean(method.Key, family)),
            OfSkill.ToDictionary(score => score, score => Skill(of[score], method, family)));

        MethodSkill Describe(ForecastMethod method)
        {
            var whole = PartOf(tables, OfSkill, method, null);
            return new MethodSkill(
                method,
                averaged.ToDictionary(score => score, score => tables[score].Mean(method.Key)),
                whole.Skills,
                families.Distinct().ToDictionary(family => family, family => PartOf(tables, OfSkill, method, family)),
                [.. leadTables.Select(one => (one.Lead, PartOf(one.Tables, upToLeads, method, null)))]);
        }

        // All at once, since the correction for their number needs all of them.
        var models = methods.Where(method => method.Kind == MethodKind.Model).ToList();
        var pairs = models
            .SelectMany((model, i) => methods.Where(method => method.Kind == MethodKind.Reference)
                .Concat(models.Skip(i + 1)).Select(other => (model.Key, other.Key)))
            .ToList();
        return new SkillAnalysis(
            [.. methods.AsParallel().AsOrdered().Select(Describe)], climatology,
            tables[Score.R2].Compare(pairs, margin),
            climatology is null || ceiling is null ? null : tables[Score.R2].Gain(climatology.Key, ceiling.Key));
    }

    // The standard deviation of the truth: 1 − R² = RMSE² / variance holds on every run.
    private static double ScaleOf(ForecastMethod? climatology)
    {
        if (climatology is null) return 1;
        double variance = climatology.Runs.OfType<ScoredForecast>()
            .Select(run => Math.Pow(run.Scores[Score.Rmse], 2) / (1 - run.Scores[Score.R2]))
            .Where(double.IsFinite).DefaultIfEmpty(1).Average();
        return variance > 0 ? Math.Sqrt(variance) : 1;
    }
}
