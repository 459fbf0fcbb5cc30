using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Evaluation;
using RomHost.Evaluation.Statistics;
using RomHost.Pipeline;

namespace RomHost.Reporting;

/// <summary>
/// Compares the forecasts of two experiments as those of one are compared: mean differences over the same test runs,
/// with 95 % intervals, corrected for their number.
/// </summary>
/// <param name="Rows">A row for each pair of models and score.</param>
internal sealed record ForecastComparison(IReadOnlyList<ForecastComparison.Row> Rows)
{
    private static readonly Score[] Compared = [Score.R2, Score.R2Lab];

    /// <summary>One pair of models in one score.</summary>
    /// <param name="Model">The pair.</param>
    /// <param name="Score">The score.</param>
    /// <param name="Before">The first's mean over its test runs; null for none.</param>
    /// <param name="After">The second's.</param>
    /// <param name="Paired">
    /// The second less the first over the same test runs, with the verdict on the second; null where none are the same.
    /// </param>
    internal sealed record Row(string Model, Score Score, double? Before, double? After, ScoreComparison? Paired);

    /// <summary>Compares two experiments.</summary>
    /// <param name="before">The first, with its summary.</param>
    /// <param name="after">The second.</param>
    /// <param name="pairs">The models.</param>
    public static ForecastComparison Of(
        (ExperimentFolder Folder, ExperimentSummary Summary) before,
        (ExperimentFolder Folder, ExperimentSummary Summary) after,
        IReadOnlyList<(string Before, string After)> pairs)
    {
        double margin = before.Summary.Margin ?? ScoreTable.DefaultMargin;
        var runs = pairs.Select(pair => (
            Before: TestRunScores.Read(before.Folder, pair.Before),
            After: TestRunScores.Read(after.Folder, pair.After))).ToArray();
        // Over the runs that both have of every pair, so that one correction is for all comparisons of a score.
        HashSet<string> shared = [.. runs.SelectMany(pair => pair.Before).Select(run => run.Run)];
        foreach (var pair in runs)
        {
            shared.IntersectWith(pair.Before.Select(run => run.Run));
            shared.IntersectWith(pair.After.Select(run => run.Run));
        }
        var rows = new List<Row>();
        foreach (var score in Compared)
        {
            var comparisons = shared.Count == 0 ? null : Paired(score, runs, shared, margin);
            for (int i = 0; i < pairs.Count; i++)
            {
                rows.Add(new Row(
                    ModelPairs.Name(pairs[i]), score, before.Summary.EstimateOf(pairs[i].Before, score.Name)?.Value,
                    after.Summary.EstimateOf(pairs[i].After, score.Name)?.Value, comparisons?[i]));
            }
        }
        return new(rows);
    }

    private static IReadOnlyList<ScoreComparison> Paired(
        Score score, (IReadOnlyList<TestRunScores> Before, IReadOnlyList<TestRunScores> After)[] runs,
        HashSet<string> shared, double margin)
    {
        // Equal runs of one experiment count once.
        string[] order = [.. runs[0].Before.Select(run => run.Run).Where(shared.Contains).Distinct()];
        string[] families = [.. order.Select(run => runs[0].Before.First(one => one.Run == run).Family)];
        double[] Column(IReadOnlyList<TestRunScores> of) =>
            [.. order.Select(run => of.First(one => one.Run == run).Scores[score])];
        var columns = new Dictionary<string, double[]>();
        for (int i = 0; i < runs.Length; i++)
            (columns[$"A {i}"], columns[$"B {i}"]) = (Column(runs[i].Before), Column(runs[i].After));
        return new ScoreTable(score, families, columns, scale: 1, seed: 0).Compare(
            [.. Enumerable.Range(0, runs.Length).Select(i => ($"B {i}", $"A {i}"))], margin);
    }

    /// <summary>Writes a line for each row.</summary>
    /// <param name="output">The output.</param>
    /// <param name="name">The name of the second experiment.</param>
    public void Write(TextWriter output, string name)
    {
        foreach (var row in Rows)
        {
            if (row is not { Before: { } before, After: { } after }) continue;
            output.WriteLine(
                $"{row.Model,-16} {row.Score.Title,-22} {NumberText.Of(before)} → {NumberText.Of(after)}"
                + $"   {Judged(row.Paired, name)}");
        }
    }

    private static string Judged(ScoreComparison? paired, string name)
    {
        if (paired is null) return "other test runs: not paired";
        var difference = paired.Difference;
        string runs = NumberText.Count(difference.Runs, "same test run");
        if (difference is not { Value: { } value, Low: { } low, High: { } high })
            return $"{difference.Reason ?? "no interval"}, {runs}";
        return $"{name} − A {NumberText.Of(value)} ({NumberText.Of(low)} to {NumberText.Of(high)}), {name} is "
            + $"{paired.Verdict.Text()}, {runs}";
    }
}
