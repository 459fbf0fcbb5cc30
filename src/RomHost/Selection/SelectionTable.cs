using Rom.Forecasting.Serialization;
using RomHost.Configuration.Binding;

namespace RomHost.Selection;

/// <summary>Writes <c>selection.csv</c>: a row for each candidate, in the order of the configuration.</summary>
internal static class SelectionTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The candidates.</param>
    /// <param name="facts">What became of each.</param>
    /// <param name="selection">The choice.</param>
    public static void Write(
        string path, CandidateGrid grid, IReadOnlyList<CandidateFacts> facts, SelectionFacts selection)
    {
        var table = new CsvTable(
        [
            .. grid.Axes.Select(axis => axis.Name),
            "score", "score_mean", "score_standard_error", "score_runs", "status", "chosen", "reason",
        ]);
        var chosen = selection.In(grid);
        for (int k = 0; k < facts.Count; k++)
        {
            var (candidate, fact) = (grid.Candidates[k], facts[k]);
            table.Add(
            [
                .. candidate.Values.Values,
                selection.Score, fact.Mean, fact.Runs > 0 ? fact.StandardError : null, fact.Runs,
                SelectionFacts.StatusText(fact.Status), candidate == chosen ? "yes" : "no", fact.Message,
            ]);
        }
        table.Write(path);
    }
}
