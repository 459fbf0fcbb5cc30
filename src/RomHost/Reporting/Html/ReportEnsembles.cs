using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;
using RomHost.Evaluation.Ensembles;
using RomHost.Pipeline;

namespace RomHost.Reporting.Html;

/// <summary>The scores of ensembles, in the form that the report's script shows.</summary>
internal static class ReportEnsembles
{
    private static readonly (string Key, string Title)[] Columns =
    [
        (EnsembleSummary.SkillKey, "CRPS skill"), (EnsembleSummary.CeilingKey, "CRPS/ceiling"),
        Of(EnsembleScore.Coverage90), Of(EnsembleScore.Coverage50),
        Of(EnsembleScore.CalibratedCoverage90), Of(EnsembleScore.Width90), Of(EnsembleScore.CalibratedWidth90),
        (EnsembleSummary.SpreadKey, "spread/error"),
    ];

    /// <summary>Returns the data; null where the summary has none.</summary>
    /// <param name="summary">The summary.</param>
    public static JsonObject? Of(ExperimentSummary? summary)
    {
        if (summary is null || summary.Ensembles.Count == 0) return null;
        // Without a calibration its columns are empty.
        var columns = Columns
            .Where(column => summary.Ensembles.Any(row => row.Json.At(column.Key) is not null)).ToList();
        return new JsonObject
        {
            ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)column.Title)]),
            ["rows"] = new JsonArray([.. summary.Ensembles.Select(row => RowOf(row, columns))]),
            ["comparisons"] = new JsonArray(
                [.. (summary.Json.At("ensembles", "comparisons") as JsonArray ?? []).OfType<JsonObject>()
                    .Select(ComparisonOf)]),
        };
    }

    private static JsonObject ComparisonOf(JsonNode comparison)
    {
        var json = ReportSkill.ComparisonOf(comparison);
        json["quantity"] = comparison.TextAt("quantity");
        json["to"] = JsonText.Tree(comparison.NumberAt("to"));
        return json;
    }

    private static (string Key, string Title) Of(Score score) => (score.Name, score.Title);

    private static JsonObject RowOf(EnsembleSummary row, IEnumerable<(string Key, string Title)> columns) => new()
    {
        ["method"] = row.Method,
        ["source"] = row.Source,
        ["quantity"] = row.Quantity,
        ["values"] = new JsonArray([.. columns.Select(column => ReportSkill.EstimateOf(row.Json.At(column.Key)))]),
        ["ranks"] = new JsonArray(
            [.. (row.Json.At("ranks") as JsonArray ?? []).Select(count => JsonText.Tree(count.NumberAt()))]),
    };
}
