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
        (EnsembleSummary.SkillKey, "CRPS skill"), Of(EnsembleScore.Coverage90), Of(EnsembleScore.Coverage50),
        Of(EnsembleScore.Width90), (EnsembleSummary.SpreadKey, "spread/error"),
    ];

    /// <summary>Returns the data; null where the summary has none.</summary>
    /// <param name="summary">The summary.</param>
    public static JsonObject? Of(ExperimentSummary? summary) => summary is null || summary.Ensembles.Count == 0
        ? null
        : new JsonObject
        {
            ["columns"] = new JsonArray([.. Columns.Select(column => (JsonNode)column.Title)]),
            ["rows"] = new JsonArray([.. summary.Ensembles.Select(RowOf)]),
        };

    private static (string Key, string Title) Of(Score score) => (score.Name, score.Title);

    private static JsonObject RowOf(EnsembleSummary row) => new()
    {
        ["method"] = row.Method,
        ["source"] = row.Source,
        ["quantity"] = row.Quantity,
        ["values"] = new JsonArray([.. Columns.Select(column => ReportSkill.EstimateOf(row.Json.At(column.Key)))]),
        ["ranks"] = new JsonArray(
            [.. (row.Json.At("ranks") as JsonArray ?? []).Select(count => JsonText.Tree(count.NumberAt()))]),
    };
}
