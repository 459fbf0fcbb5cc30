using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;
using RomHost.Pipeline;

namespace RomHost.Reporting.Html;

/// <summary>What the forecasts are worth, in the form that the report's script draws.</summary>
internal static class ReportSkill
{
    private static readonly Score[] Columns = [Score.R2, Score.R2Lab, Score.Horizon, Score.ClimatologyHorizon];

    /// <summary>Returns the data; null where the summary has none.</summary>
    /// <param name="summary">The summary.</param>
    public static JsonObject? Of(ExperimentSummary? summary)
    {
        if (summary?.Json["forecast_skill"] is not JsonObject skill) return null;
        Score[] columns =
        [
            .. Columns,
            .. Score.OfForecastShift.Where(score => (skill["methods"] as JsonArray ?? [])
                .Any(method => method.NumberAt(score.Name, "value") is not null)),
        ];
        return new JsonObject
        {
            ["columns"] = new JsonArray([.. columns.Select(score => (JsonNode)score.Title)]),
            ["methods"] = List(skill["methods"], method => MethodOf(method, columns)),
            ["comparisons"] = List(skill["comparisons"], ComparisonOf),
            ["doubts"] = JsonText.Tree(summary.ForecastDoubts),
            ["descriptions"] = new JsonArray(
                [.. columns.Select(score => (JsonNode)$"{score.Title}: {score.Description}")]),
        };
    }

    private static JsonArray List(JsonNode? nodes, Func<JsonNode, JsonObject> make) =>
        new([.. (nodes as JsonArray ?? []).OfType<JsonObject>().Select(make)]);

    private static JsonObject MethodOf(JsonNode method, Score[] columns) => new()
    {
        ["name"] = method.TextAt("name"),
        ["kind"] = method.TextAt("kind"),
        ["values"] = new JsonArray([.. columns.Select(score => EstimateOf(method.At(score.Name)))]),
        ["skill"] = EstimateOf(method.At($"skill_{Score.R2.Name}")),
        ["leads"] = List(method.At("leads"), lead => new JsonObject
        {
            ["to"] = JsonText.Tree(lead.NumberAt("to")),
            ["is_training"] = lead.At("training_horizon") is not null,
            ["r2"] = EstimateOf(lead.At(Score.R2.Name)),
        }),
    };

    /// <summary>Returns a comparison of two methods.</summary>
    /// <param name="comparison">Its part of the summary.</param>
    public static JsonObject ComparisonOf(JsonNode comparison) => new()
    {
        ["what"] = $"{comparison.TextAt("a")} − {comparison.TextAt("b")}",
        ["difference"] = EstimateOf(comparison.At("difference")),
        ["p"] = JsonText.Tree(comparison.NumberAt("adjusted_p_value")),
        ["verdict"] = comparison.TextAt("verdict"),
    };

    /// <summary>Returns an estimate with its interval, and the reason of a missing one.</summary>
    /// <param name="estimate">Its part of the summary.</param>
    public static JsonObject EstimateOf(JsonNode? estimate) => new()
    {
        ["value"] = JsonText.Tree(estimate.NumberAt("value")),
        ["low"] = JsonText.Tree(estimate.NumberAt("low")),
        ["high"] = JsonText.Tree(estimate.NumberAt("high")),
        ["reason"] = estimate.TextAt("reason"),
    };
}
