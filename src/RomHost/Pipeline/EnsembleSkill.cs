using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Ensembles;
using RomHost.Artifacts;
using RomHost.Evaluation;
using RomHost.Evaluation.Ensembles;
using RomHost.Evaluation.Skill;
using RomHost.Evaluation.Statistics;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>Gathers the scores of ensembles of an experiment's test runs, and their skill.</summary>
internal static class EnsembleSkill
{
    // With intervals; variance and squared error are in their ratio.
    private static readonly Score[] Averaged =
        [.. EnsembleScore.All.Except([EnsembleScore.Variance, EnsembleScore.SquaredError])];

    private static readonly Score[] UpToLeads =
        [EnsembleScore.Crps, EnsembleScore.Coverage90, EnsembleScore.CalibratedCoverage90];

    // Pearson's test holds for about five expected in each bin.
    private const int FewestRanks = 5 * QuantityScoring.Bins;

    /// <summary>Compares the ensembles of an experiment; null where there are none with scores.</summary>
    /// <param name="context">The experiment, whose test runs were evaluated.</param>
    public static EnsembleAnalysis? Compare(ExperimentContext context) =>
        context.Experiment.Options.Evaluation.Ensemble is null
            ? null
            : EnsembleAnalysis.Of(
                [.. context.Experiment.TestRuns.Select(run => run.Family)],
                [.. context.Experiment.Models.Select(model => (model.Name, EnsembleTable.Read(context, model.Name)))],
                EnsembleTable.Read(context, null), context.Experiment.Options.Evaluation.Margin,
                context.Experiment.Options.Seed);

    /// <summary>Returns the part <c>ensembles</c> of the summary; null where there are none.</summary>
    /// <param name="context">The experiment, whose test runs were evaluated.</param>
    /// <param name="analysis">The comparisons; null where there are none.</param>
    public static JsonObject? Of(ExperimentContext context, EnsembleAnalysis? analysis)
    {
        if (context.Experiment.Options.Evaluation.Ensemble is not { } options) return null;
        var references = new References(EnsembleTable.Read(context, null), EnsembleTable.ReadCeiling(context));
        (string Name, string Kind, IReadOnlyList<EnsembleFacts?> Runs, int? Dressing)[] methods =
        [
            .. context.Experiment.Models.Select(model => (
                model.Name, "model", EnsembleTable.Read(context, model.Name), DressingErrors.CountOf(context, model))),
            (EnsembleFacts.ClimatologySource, "reference", references.Climatology, null),
            (EnsembleSummary.CeilingName, "ceiling", references.Ceiling, null),
        ];
        methods = [.. methods.Where(method => method.Runs.Any(run => run is not null))];
        if (methods.Length == 0) return null;
        string[] families = [.. context.Experiment.TestRuns.Select(run => run.Family)];
        var estimator = new RunEstimator(families, context.Experiment.Options.Seed);
        return new JsonObject
        {
            ["members"] = options.Members,
            ["grid"] = options.Grid,
            ["stride"] = options.Stride,
            ["methods"] = new JsonArray(
            [
                .. methods.AsParallel().AsOrdered()
                    .Select(one => Method(one.Name, one.Kind, one.Runs, one.Dressing, references, estimator)),
            ]),
            ["comparisons"] = new JsonArray([.. (analysis?.Comparisons ?? []).Select(
                one => Comparison(one, analysis!.Quantity))]),
        };
    }

    private static JsonObject Method(
        string name, string kind, IReadOnlyList<EnsembleFacts?> runs, int? dressing, References references,
        RunEstimator estimator)
    {
        var known = runs.OfType<EnsembleFacts>().ToList();
        var failure = known.FirstOrDefault(facts => facts.Status != ModelStatus.Ok);
        return new JsonObject
        {
            ["name"] = name,
            ["kind"] = kind,
            ["source"] = string.Join(", ", known.Select(facts => facts.Source).OfType<string>().Distinct()),
            ["status"] = (failure?.Status ?? ModelStatus.Ok).Text(),
            ["message"] = failure?.Message,
            ["members_diverged"] = known.Sum(facts => facts.Diverged),
            ["dressing_runs"] = dressing,
            ["quantities"] = new JsonArray(
            [
                .. Quantity.All.Where(quantity => known.Any(facts => facts.Of(quantity) is not null))
                    .Select(quantity => OfQuantity(quantity, runs, dressing, references, estimator)),
            ]),
        };
    }

    private static JsonObject Comparison(EnsembleComparison comparison, string quantity)
    {
        var json = new JsonObject
        {
            ["a"] = comparison.Model,
            ["b"] = comparison.Other ?? EnsembleFacts.ClimatologySource,
            ["kind_of_b"] = comparison.Other is null ? "reference" : "model",
            ["score"] = EnsembleScore.Crps.Name,
            ["quantity"] = quantity,
            ["to"] = JsonText.Tree(comparison.Lead?.Time),
        };
        if (comparison.Lead?.IsTrainingHorizon == true) json["training_horizon"] = true;
        SkillJson.AddTo(json, comparison.Result);
        return json;
    }

    private static JsonObject OfQuantity(
        string name, IReadOnlyList<EnsembleFacts?> runs, int? dressing, References references, RunEstimator estimator)
    {
        QuantityScores?[] scores = [.. runs.Select(run => run?.Of(name))];
        QuantityScores?[] climatology = [.. references.Climatology.Select(run => run?.Of(name))];
        QuantityScores?[] ceiling = [.. references.Ceiling.Select(run => run?.Of(name))];
        var json = new JsonObject { ["quantity"] = name };
        Add(json, Averaged, scores, climatology, ceiling, one => one?.Whole, estimator);
        var known = scores.OfType<QuantityScores>().ToList();
        json["ranks"] = JsonText.Tree(Enumerable.Range(0, QuantityScoring.Bins)
            .Select(bin => known.Sum(one => one.Ranks.ElementAtOrDefault(bin))).ToArray());
        var leads = new JsonArray();
        foreach (var lead in LeadsOf(known))
        {
            LeadScores? AtLead(QuantityScores? of) =>
                of?.Leads.FirstOrDefault(found => (found.To, found.IsTrainingHorizon) == lead);
            var one = new JsonObject { ["to"] = lead.To };
            if (lead.IsTrainingHorizon) one["training_horizon"] = true;
            Add(one, UpToLeads, scores, climatology, ceiling, AtLead, estimator);
            AddRanks(one, known.Select(of => AtLead(of)?.Rank), dressing);
            leads.Add(one);
        }
        json["leads"] = leads;
        return json;
    }

    private static void AddRanks(JsonObject lead, IEnumerable<int?> ranks, int? dressing)
    {
        var counts = new long[QuantityScoring.Bins];
        foreach (int? rank in ranks)
            if (rank is >= 0 and < QuantityScoring.Bins) counts[rank.Value]++;
        lead["ranks"] = JsonText.Tree(counts);
        if (counts.Sum() >= FewestRanks)
            lead["ranks_p_value"] = JsonText.Tree(RankHistogram.FlatPValue(counts, dressing));
    }

    private static IEnumerable<(double To, bool IsTrainingHorizon)> LeadsOf(IEnumerable<QuantityScores> scores) =>
        scores.SelectMany(one => one.Leads).Select(lead => (lead.To, lead.IsTrainingHorizon)).Distinct().Order();

    private static void Add(
        JsonObject json, Score[] averaged, QuantityScores?[] scores, QuantityScores?[] climatology,
        QuantityScores?[] ceiling, Func<QuantityScores?, LeadScores?> part, RunEstimator estimator)
    {
        double[] Column(QuantityScores?[] of, Score score) =>
            [.. of.Select(one => part(one) is { } found ? found[score] : double.NaN)];

        foreach (var score in averaged)
        {
            double[] column = Column(scores, score);
            if (column.Any(double.IsFinite)) json[score.Name] = estimator.Mean(column).ToJson();
        }
        json[EnsembleSummary.SpreadKey] = estimator.Ratio(
            Column(scores, EnsembleScore.Variance), Column(scores, EnsembleScore.SquaredError), Math.Sqrt).ToJson();
        json[EnsembleSummary.SkillKey] = EnsembleAnalysis.SkillOf(
            estimator, Column(scores, EnsembleScore.Crps), Column(climatology, EnsembleScore.Crps)).ToJson();
        double[] ofCeiling = Column(ceiling, EnsembleScore.Crps);
        if (!ofCeiling.Any(double.IsFinite)) return;
        json[EnsembleSummary.CeilingKey] = estimator.Ratio(
            Column(scores, EnsembleScore.Crps), ofCeiling, ratio => ratio).ToJson();
    }

    private sealed record References(
        IReadOnlyList<EnsembleFacts?> Climatology, IReadOnlyList<EnsembleFacts?> Ceiling);
}
