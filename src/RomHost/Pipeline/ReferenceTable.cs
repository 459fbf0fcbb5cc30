using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation.References;

namespace RomHost.Pipeline;

/// <summary>Reads the scores of reference forecasts, and writes <c>reference_results.csv</c>.</summary>
internal static class ReferenceTable
{
    /// <summary>Reads the scores of the references for each test run.</summary>
    /// <param name="context">The experiment.</param>
    /// <returns>The facts of each run, in order; null for a run without.</returns>
    public static IReadOnlyList<ReferenceFacts?> Read(ExperimentContext context) =>
    [
        .. context.Experiment.TestRuns.Select(run =>
            ArtifactRecord.Read(context.Folder.Run(Split.Test, run.Index).References) is { } record
                ? ReferenceFacts.FromJson(record.Facts)
                : null),
    ];

    /// <summary>Writes the table, with a row for each run and reference.</summary>
    /// <param name="context">The experiment.</param>
    public static void Write(ExperimentContext context)
    {
        var kinds = ScoredForecast.Kinds(context.Experiment.Options.Reduction.ShiftForecast);
        var table = new CsvTable(["test_id", "label", "family", "reference", .. kinds.Select(score => score.Name)]);
        foreach (var (run, facts) in context.Experiment.TestRuns.Zip(Read(context)))
        {
            if (facts is null) continue;
            foreach (var (name, forecast) in facts.References)
            {
                table.Add([
                    run.Index, run.Label, run.Family, name,
                    .. kinds.Select(score => (object?)forecast.Scores[score])]);
            }
        }
        table.Write(context.Folder.ReferenceResults);
    }
}
