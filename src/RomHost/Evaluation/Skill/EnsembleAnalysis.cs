using RomHost.Evaluation.Ensembles;
using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>
/// Sets the models' ensembles beside that of training states and beside each other by the CRPS of the density: in the
/// lab frame where that is scored, else in the aligned frame.
/// </summary>
/// <param name="Quantity">The quantity that is compared: one of <see cref="Ensembles.Quantity"/>.</param>
/// <param name="Skills">Skill of the CRPS of each model that has an ensemble, by its name.</param>
/// <param name="Comparisons">
/// Over the whole forecast, each model with training states and with each other model; up to each lead, each model with
/// training states.
/// </param>
internal sealed record EnsembleAnalysis(
    string Quantity, IReadOnlyDictionary<string, ScoreEstimate> Skills, IReadOnlyList<EnsembleComparison> Comparisons)
{
    // The key of the ensemble of training states: no model has it.
    private const string Climatology = "";

    /// <summary>Analyses the ensembles of an experiment.</summary>
    /// <param name="families">The family of each test run [runs].</param>
    /// <param name="models">The ensembles of each model [runs]; null for a run without.</param>
    /// <param name="climatology">The ensembles of training states [runs]; null for a run without.</param>
    /// <param name="margin">The difference in R² below which forecasts are equivalent.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <returns>The analysis; null where no model has scores, or training states have none.</returns>
    public static EnsembleAnalysis? Of(
        IReadOnlyList<string> families, IReadOnlyList<(string Name, IReadOnlyList<EnsembleFacts?> Runs)> models,
        IReadOnlyList<EnsembleFacts?> climatology, double margin, ulong seed)
    {
        string quantity = climatology.Any(facts => facts?.Of(Ensembles.Quantity.LabDensity) is not null)
            ? Ensembles.Quantity.LabDensity
            : Ensembles.Quantity.Density;
        double[] Column(IReadOnlyList<EnsembleFacts?> runs, LeadKey? lead) =>
            [.. runs.Select(facts => At(facts?.Of(quantity), lead)?[EnsembleScore.Crps] ?? double.NaN)];

        var known = models.Where(model => Column(model.Runs, null).Any(double.IsFinite)).ToList();
        double[] reference = Column(climatology, null);
        if (known.Count == 0 || !reference.Any(double.IsFinite)) return null;

        // The error of knowing nothing of a run, to which the margin is relative.
        double scale = reference.Where(double.IsFinite).Average();
        IEnumerable<EnsembleComparison> Compare(LeadKey? lead, List<(string, string)> pairs)
        {
            var columns = known.ToDictionary(model => model.Name, model => Column(model.Runs, lead));
            columns[Climatology] = Column(climatology, lead);
            return new ScoreTable(EnsembleScore.Crps, families, columns, scale > 0 ? scale : 1, seed)
                .Compare(pairs, margin)
                .Select(one => new EnsembleComparison(one.A, one.B == Climatology ? null : one.B, lead, one));
        }

        var withStates = known.Select(model => (model.Name, Climatology)).ToList();
        var withModels = known.SelectMany((model, i) => known.Skip(i + 1).Select(other => (model.Name, other.Name)));
        var leads = LeadKey.Of(climatology.Concat(known.SelectMany(model => model.Runs))
            .SelectMany(facts => facts?.Of(quantity)?.Leads ?? []).Select(lead => lead.Lead));
        var estimator = new RunEstimator(families, seed);
        return new EnsembleAnalysis(
            quantity,
            known.ToDictionary(
                model => model.Name, model => SkillOf(estimator, Column(model.Runs, null), reference)),
            [
                .. Compare(null, [.. withStates, .. withModels]),
                .. leads.SelectMany(lead => Compare(lead, withStates)),
            ]);
    }

    private static LeadScores? At(QuantityScores? scores, LeadKey? lead) =>
        lead is { } key ? scores?.Leads.FirstOrDefault(one => key.Is(one.Lead)) : scores?.Whole;

    /// <summary>Estimates the skill of a CRPS: 0 for training states, 1 for a perfect forecast.</summary>
    /// <param name="estimator">Estimates over the test runs.</param>
    /// <param name="crps">The CRPS of each run [runs].</param>
    /// <param name="climatology">That of training states [runs].</param>
    public static ScoreEstimate SkillOf(RunEstimator estimator, double[] crps, double[] climatology) =>
        estimator.Ratio(crps, climatology, ratio => 1 - ratio);

    /// <summary>Returns the verdict on a model over the whole forecast, beside another or training states.</summary>
    /// <param name="model">The model.</param>
    /// <param name="other">The other model; null for training states.</param>
    public ScoreVerdict VerdictOn(string model, string? other) =>
        Comparisons.Where(one => one.Lead is null)
            .Select(one => one.Result.VerdictOn(model, other ?? Climatology))
            .OfType<ScoreVerdict>().FirstOrDefault(ScoreVerdict.Inconclusive);

    /// <summary>Returns the leads up to which a model is shown to be worse than training states.</summary>
    /// <param name="model">The model.</param>
    public IEnumerable<LeadKey> LeadsWorse(string model) => Comparisons
        .Where(one => one.Model == model && one.Result.Verdict == ScoreVerdict.Worse).Select(one => one.Lead)
        .OfType<LeadKey>();
}
