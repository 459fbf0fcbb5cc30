using System.Text.Json.Nodes;

namespace Regimes;

/// <summary>What a regime's experiment found of forecasts that are distributions.</summary>
/// <param name="Regime">The regime.</param>
/// <param name="Seed">The experiment's seed.</param>
/// <param name="Made">When its summary was written (ISO 8601).</param>
/// <param name="TestRuns">The number of test runs.</param>
/// <param name="Methods">The models' ensembles.</param>
internal sealed record DistributionResult(
    Regime Regime, int Seed, string Made, int TestRuns, IReadOnlyList<DistributionMethod> Methods) : IRegimeResult
{
    /// <summary>Reads the results of an experiment, whose test runs are still there.</summary>
    /// <param name="experiment">The experiment, which was run.</param>
    public static DistributionResult Of(RegimeExperiment experiment)
    {
        var summary = JsonNode.Parse(File.ReadAllText(experiment.Summary))!;
        int runs = (int)summary["n_test"]!;
        return new DistributionResult(
            experiment.Regime, (int)summary["config"]!["seed"]!, (string)summary["timestamp"]!, runs,
            [
                .. summary["ensembles"]!["methods"]!.AsArray().Where(method => (string)method!["kind"]! == "model")
                    .Select(method => DistributionMethod.Of(method!, experiment, runs)),
            ]);
    }
}

/// <summary>What was found of a model's ensembles, and of the place in its point forecasts.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Source">What makes its members.</param>
/// <param name="Quantities">The scores of place and density in the lab frame.</param>
/// <param name="RateLessHeld">
/// R² in the lab frame with the forecast shift less that with the held shift, by lead [time units].
/// </param>
/// <param name="DressingRuns">The number of runs whose errors dress its forecasts; null where none do.</param>
internal sealed record DistributionMethod(
    string Name, string Source, IReadOnlyList<QuantityResult> Quantities,
    IReadOnlyDictionary<string, Estimate> RateLessHeld, int? DressingRuns)
{
    /// <summary>The leads at which the shift is compared [time units]: keys of <see cref="RateLessHeld"/>.</summary>
    public static IReadOnlyList<string> Leads { get; } = ["1", "2", "5", "10"];

    /// <summary>Reads a method.</summary>
    /// <param name="method">An entry of <c>ensembles</c>.</param>
    /// <param name="experiment">Its experiment.</param>
    /// <param name="runs">The number of test runs.</param>
    public static DistributionMethod Of(JsonNode method, RegimeExperiment experiment, int runs)
    {
        string name = (string)method["name"]!;
        string file = $"evaluation_{name.ToLowerInvariant()}.json";
        var evaluations = Enumerable.Range(0, runs)
            .Select(run => JsonNode.Parse(File.ReadAllText(Path.Combine(experiment.TestRun(run), file)))!)
            .Select(record => record["facts"]!["leads"]!.AsArray()).ToList();
        int[] families = CsvRows.Strata(
            CsvRows.Of(Path.Combine(experiment.Folder, name, "test_results.csv")), "family");
        Estimate At(string lead)
        {
            double[] differences =
            [
                .. evaluations.Select(leads => leads.First(one => one!["to"]!.ToString() == lead)!)
                    .Select(one => (double)one["r2_lab"]! - (double)one["r2_lab_held"]!),
            ];
            return Estimate.OfMean(differences, families);
        }
        return new DistributionMethod(
            name, (string?)method["source"] ?? "",
            [
                .. method["quantities"]!.AsArray().Where(one => (string)one!["quantity"]! is "place" or "density_lab")
                    .Select(one => QuantityResult.Of(one!)),
            ],
            Leads.ToDictionary(lead => lead, At), (int?)method["dressing_runs"]);
    }
}

/// <summary>Scores of a quantity of a model's ensembles.</summary>
/// <param name="Name">The quantity.</param>
/// <param name="Coverage">The share of truths within intervals of 90 %.</param>
/// <param name="CalibratedCoverage">The same after calibration.</param>
/// <param name="Skill">Skill of the CRPS, beside the ensemble of training states, over the whole forecast.</param>
/// <param name="Leads">Up to each lead.</param>
internal sealed record QuantityResult(
    string Name, Estimate Coverage, Estimate CalibratedCoverage, Estimate Skill, IReadOnlyList<LeadResult> Leads)
{
    /// <summary>Reads a quantity.</summary>
    /// <param name="json">An entry of <c>quantities</c>.</param>
    public static QuantityResult Of(JsonNode json) => new(
        (string)json["quantity"]!, Estimate.Of(json["coverage_90"]), Estimate.Of(json["coverage_90_calibrated"]),
        Estimate.Of(json["skill_crps"]), [.. json["leads"]!.AsArray().Select(lead => LeadResult.Of(lead!))]);
}

/// <summary>Scores of a quantity up to a lead.</summary>
/// <param name="To">The lead [time units].</param>
/// <param name="Skill">Skill of the CRPS.</param>
/// <param name="Ranks">The number of runs with the truth in each tenth of its ranks, at the lead.</param>
internal sealed record LeadResult(double To, Estimate Skill, IReadOnlyList<long> Ranks)
{
    /// <summary>Reads a lead.</summary>
    /// <param name="json">An entry of <c>leads</c>.</param>
    public static LeadResult Of(JsonNode json) => new(
        (double)json["to"]!, Estimate.Of(json["skill_crps"]),
        [.. json["ranks"]!.AsArray().Select(count => (long)count!)]);
}
