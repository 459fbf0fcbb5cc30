using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;
using RomHost.Selection;

namespace RomHost.Reporting.Html;

/// <summary>The choice between candidates for a model's options, in the form that the report's script draws.</summary>
internal static class ReportSelection
{
    // More rows than that are in selection.csv.
    private const int MostRows = 200;

    /// <summary>Returns the data.</summary>
    /// <param name="selection">The choice.</param>
    public static JsonObject Of(SelectionFacts selection)
    {
        string? chosen = selection.Chosen is { } values
            ? selection.Tried.FirstOrDefault(one => one.Values.SequenceEqual(values))?.Name
            : null;
        return new JsonObject
        {
            ["text"] = selection.ToString(),
            ["score"] = Score.All.FirstOrDefault(score => score.Name == selection.Score)?.Title ?? selection.Score,
            ["options"] = JsonText.Tree(selection.Tried.SelectMany(one => one.Values.Keys).Distinct().ToArray()),
            ["chosen"] = chosen,
            ["best"] = selection.Best,
            ["count"] = selection.Tried.Count,
            // The chosen one is shown in any case.
            ["tried"] = new JsonArray(
            [
                .. selection.Tried.Where((one, k) => k < MostRows || one.Name == chosen).Select(one =>
                {
                    var row = one.ToJson();
                    row["name"] = one.Name;
                    return row;
                }),
            ]),
        };
    }
}
