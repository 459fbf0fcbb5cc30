using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;

namespace RomHost.Reporting;

/// <summary>
/// Compares the times of models of one experiment, or of a stored baseline, with those of another.
/// </summary>
/// <param name="Rows">A row for each common case and model.</param>
/// <param name="Missing">Models in only one of them.</param>
internal sealed record ExperimentComparison(IReadOnlyList<ExperimentComparison.Row> Rows, IReadOnlyList<string> Missing)
{
    /// <summary>One model in one case.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Case">The case.</param>
    /// <param name="Ratio">Its time in the second over its time in the first.</param>
    internal sealed record Row(string Model, string Case, PairResult Ratio);

    /// <summary>Compares two reports.</summary>
    /// <param name="before">The first.</param>
    /// <param name="after">The second.</param>
    /// <param name="pairs">The models; null for those of the same names.</param>
    public static ExperimentComparison Of(
        ContestReport before, ContestReport after, IReadOnlyList<(string Before, string After)>? pairs = null)
    {
        string[] first = NamesIn(before), second = NamesIn(after);
        pairs ??= [.. first.Intersect(second).Select(name => (name, name))];
        var rows = from one in before.Cases
                   join other in after.Cases on one.Case equals other.Case
                   from pair in pairs
                   where one.Seconds.ContainsKey(pair.Before) && other.Seconds.ContainsKey(pair.After)
                   select new Row(
                       ModelPairs.Name(pair), one.Case,
                       UnpairedRatio.Of(
                           "A", one.RepetitionSeconds(pair.Before), "B", other.RepetitionSeconds(pair.After),
                           after.Settings));
        var missing = first.Except(pairs.Select(pair => pair.Before))
            .Concat(second.Except(pairs.Select(pair => pair.After)));
        return new ExperimentComparison([.. rows], [.. missing.Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Returns the names of the models that a report times.</summary>
    /// <param name="report">The report.</param>
    public static string[] NamesIn(ContestReport report) =>
        [.. report.Cases.SelectMany(one => one.Seconds.Keys).Distinct()];

    /// <summary>
    /// Returns the rows that are slower in the second by more than a share, with the confidence of the interval.
    /// </summary>
    /// <param name="share">The share: 0.05 is 5 %.</param>
    public IReadOnlyList<Row> SlowerBy(double share) => [.. Rows.Where(row => row.Ratio.Low > 1 + share)];

    /// <summary>Returns the rows without a conclusion: too few processes have no interval.</summary>
    public IReadOnlyList<Row> Unknown => [.. Rows.Where(row => !double.IsFinite(row.Ratio.High))];

    /// <summary>Writes a line for each row.</summary>
    /// <param name="output">The output.</param>
    /// <param name="name">The name of the second experiment.</param>
    public void Write(TextWriter output, string name = "B")
    {
        output.WriteLine($"{"model",-16} {"case",-22} {$"time {name} / A",10}   95 % interval       verdict");
        foreach (var (model, what, ratio) in Rows)
        {
            output.WriteLine(
                $"{model,-16} {what,-22} {NumberText.Of(ratio.TimeRatio),10}   {ContestText.Interval(ratio)}      "
                + $"{ratio.Verdict.ToString().ToLowerInvariant()}");
        }
    }
}
