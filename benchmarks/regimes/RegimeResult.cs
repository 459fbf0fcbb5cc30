using System.Text.Json.Nodes;

namespace Regimes;

/// <summary>What a regime's experiment found; kept beside the program, for the page.</summary>
/// <param name="Regime">The regime.</param>
/// <param name="Seed">The experiment's seed.</param>
/// <param name="Made">When its summary was written (ISO 8601).</param>
/// <param name="Methods">Models, references and the ceiling, in the order of the summary.</param>
/// <param name="Comparisons">Paired comparisons of the models with references and with each other.</param>
/// <param name="Climatology">The better of the two climatologies, from which skill is counted.</param>
/// <param name="Best">The models that are shown better than every reference.</param>
/// <param name="Independent">Scores of methods that were written independently; null where they were not run.</param>
internal sealed record RegimeResult(
    Regime Regime, int Seed, string Made, IReadOnlyList<MethodResult> Methods,
    IReadOnlyList<PairedComparison> Comparisons, string? Climatology, IReadOnlyList<string> Best,
    IndependentScores? Independent) : IRegimeResult
{
    /// <summary>Reads the results of an experiment.</summary>
    /// <param name="experiment">The experiment, which was run.</param>
    public static RegimeResult Of(RegimeExperiment experiment)
    {
        var summary = JsonNode.Parse(File.ReadAllText(experiment.Summary))!;
        var skill = summary["forecast_skill"]!;
        // Models that cannot be timed have their scores all the same.
        var contest = File.Exists(experiment.Contest) ? JsonNode.Parse(File.ReadAllText(experiment.Contest)) : null;
        var forecasts = contest?["cases"]!.AsArray()
            .FirstOrDefault(one => (string)one!["case"]! == "trajectory")?["times"];
        double? StateSeconds(string name) =>
            (double?)forecasts?[name]?["median_seconds"] / experiment.TimedSteps;
        return new RegimeResult(
            experiment.Regime, (int)summary["config"]!["seed"]!, (string)summary["timestamp"]!,
            [
                .. skill["methods"]!.AsArray().Select(method => MethodResult.Of(method!, summary["models"]!))
                    .Select(method => method with { StateSeconds = StateSeconds(method.Name) }),
            ],
            [.. skill["comparisons"]!.AsArray().Select(one => PairedComparison.Of(one!))],
            (string?)skill["climatology"],
            [.. skill["best"]!.AsArray().Select(name => (string)name!)],
            IndependentScores.Read(
                experiment.Folder, summary["models"]!.AsObject().Select(model => model.Key)));
    }

    /// <summary>Returns the result of a method; null where it has none.</summary>
    /// <param name="name">The method's name.</param>
    public MethodResult? Method(string name) => Methods.FirstOrDefault(method => method.Name == name);

    /// <summary>Returns the verdict of a comparison, seen from its first method; null where there is none.</summary>
    /// <param name="a">The first method.</param>
    /// <param name="b">The second method.</param>
    public string? Verdict(string a, string b) =>
        Comparisons.FirstOrDefault(one => one.A == a && one.B == b)?.Verdict
        ?? Comparisons.FirstOrDefault(one => one.A == b && one.B == a)?.Verdict switch
        {
            "better" => "worse",
            "worse" => "better",
            var verdict => verdict,
        };
}

/// <summary>A paired comparison over the test runs, in R² in the aligned frame.</summary>
/// <param name="A">The first method.</param>
/// <param name="B">The second method.</param>
/// <param name="Difference">R² of the first less that of the second.</param>
/// <param name="Verdict">What is shown of the first: better, worse, equivalent or inconclusive.</param>
internal sealed record PairedComparison(string A, string B, Estimate Difference, string Verdict)
{
    /// <summary>Reads a comparison.</summary>
    /// <param name="json">An entry of <c>comparisons</c>.</param>
    public static PairedComparison Of(JsonNode json) => new(
        (string)json["a"]!, (string)json["b"]!, Estimate.Of(json["difference"]), (string)json["verdict"]!);
}
