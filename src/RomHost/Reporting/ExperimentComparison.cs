using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;
using RomHost.Pipeline;

namespace RomHost.Reporting;

/// <summary>
/// Compares the models of one experiment, or of a stored baseline, with those of the same names in another.
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
    public static ExperimentComparison Of(ContestReport before, ContestReport after)
    {
        var rows = from one in before.Cases
                   join other in after.Cases on one.Case equals other.Case
                   from model in one.Seconds.Keys
                   where other.Seconds.ContainsKey(model)
                   select new Row(
                       model, one.Case,
                       UnpairedRatio.Of(
                           "A", one.RepetitionSeconds(model), "B", other.RepetitionSeconds(model), after.Settings));
        HashSet<string> Names(ContestReport report) => [.. report.Cases.SelectMany(one => one.Seconds.Keys)];
        var missing = Names(before);
        missing.SymmetricExceptWith(Names(after));
        return new ExperimentComparison([.. rows], [.. missing.Order(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Returns the rows that are slower in the second by more than a share, with the confidence of the interval.
    /// </summary>
    /// <param name="share">The share: 0.05 is 5 %.</param>
    public IReadOnlyList<Row> SlowerBy(double share) => [.. Rows.Where(row => row.Ratio.Low > 1 + share)];

    /// <summary>Returns the rows without a conclusion: too few processes have no interval.</summary>
    public IReadOnlyList<Row> Unknown => [.. Rows.Where(row => !double.IsFinite(row.Ratio.High))];

    /// <summary>Writes a line for each row.</summary>
    /// <param name="output">The output.</param>
    public void Write(TextWriter output)
    {
        output.WriteLine($"{"model",-16} {"case",-22} {"time B / A",10}   95 % interval       verdict");
        foreach (var (model, name, ratio) in Rows)
        {
            output.WriteLine(
                $"{model,-16} {name,-22} {NumberText.Of(ratio.TimeRatio),10}   {ContestText.Interval(ratio)}      "
                + $"{ratio.Verdict.ToString().ToLowerInvariant()}");
        }
    }

    /// <summary>
    /// Writes a line for each model's R² and skill in both summaries, and what they say of the forecasts.
    /// </summary>
    /// <param name="before">The first's summary.</param>
    /// <param name="after">The second's summary.</param>
    /// <param name="output">The output.</param>
    public static void WriteScores(ExperimentSummary before, ExperimentSummary after, TextWriter output)
    {
        foreach (var model in before.Models)
        {
            if (after.Models.FirstOrDefault(same => same.Name == model.Name) is not { } other) continue;
            Write(Score.R2.Title, model.R2, other.R2);
            Write("skill", before.SkillOf(model.Name), after.SkillOf(model.Name));

            void Write(string what, double? one, double? two)
            {
                if (one is { } first && two is { } second)
                    output.WriteLine(
                        $"{model.Name,-16} {what,-22} {NumberText.Of(first)} → {NumberText.Of(second)}");
            }
        }
        foreach (var (name, summary) in new[] { ("A", before), ("B", after) })
        {
            if (summary.ForecastVerdict is { } verdict) output.WriteLine($"{name}: {verdict}");
        }
    }
}
