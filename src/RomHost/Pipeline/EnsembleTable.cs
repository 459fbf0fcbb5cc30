using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation.Ensembles;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>Reads the scores of ensembles, and writes <c>ensemble_scores.csv</c>.</summary>
internal static class EnsembleTable
{
    /// <summary>Reads the scores of the ensembles of a model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model's name; null for the ensembles of training states.</param>
    /// <returns>The facts of each test run, in order; null for a run without.</returns>
    public static IReadOnlyList<EnsembleFacts?> Read(ExperimentContext context, string? model) =>
        Read(context, folder => model is null ? folder.ClimatologyEnsemble : folder.Ensemble(model));

    /// <summary>Reads the scores of the ensembles of the test runs' replicas.</summary>
    /// <param name="context">The experiment.</param>
    /// <returns>The facts of each test run, in order; null for a run without.</returns>
    public static IReadOnlyList<EnsembleFacts?> ReadCeiling(ExperimentContext context) =>
        Read(context, folder => folder.CeilingEnsemble);

    /// <summary>Writes the table, and warns of ensembles without scores or with fewer members.</summary>
    /// <param name="context">The experiment.</param>
    public static void Write(ExperimentContext context)
    {
        var table = new CsvTable(
        [
            "test_id", "label", "family", "model", "source", "quantity", "to", "frames", "members", "diverged",
            .. EnsembleScore.All.Select(score => score.Name),
        ]);
        (string? Model, IReadOnlyList<EnsembleFacts?> Ensembles)[] methods =
        [
            .. context.Experiment.Models.Select(model => ((string?)model.Name, Read(context, model.Name))),
            (null, Read(context, model: null)), (null, ReadCeiling(context)),
        ];
        foreach (var (model, ensembles) in methods)
        {
            if (model is not null) WarnOf(context, model, [.. ensembles.OfType<EnsembleFacts>()]);
            foreach (var (run, facts) in context.Experiment.TestRuns.Zip(ensembles))
            {
                foreach (var quantity in facts?.Quantities ?? [])
                {
                    foreach (var scores in quantity.Leads.Prepend(quantity.Whole))
                    {
                        table.Add([
                            run.Index, run.Label, run.Family, model, facts!.Source, quantity.Name,
                            scores.To == 0 ? null : scores.To, scores.Frames, facts.Members, facts.Diverged,
                            .. scores.Values.Select(value => (object?)value)]);
                    }
                }
            }
        }
        table.Write(context.Folder.EnsembleScores);
    }

    /// <summary>Removes what was written where there are no ensembles.</summary>
    /// <param name="context">The experiment.</param>
    public static void Remove(ExperimentContext context) => context.Store.Remove(
        [
            .. context.Experiment.TestRuns.Select(run => context.Folder.Run(Split.Test, run.Index))
                .SelectMany(run => context.Experiment.Models
                    .SelectMany(model => new[] { run.Ensemble(model.Name), run.ShownEnsemble(model.Name) })
                    .Append(run.ClimatologyEnsemble).Append(run.CeilingEnsemble)),
            context.Folder.EnsembleScores,
        ]);

    private static IReadOnlyList<EnsembleFacts?> Read(ExperimentContext context, Func<RunFolder, string> record) =>
    [
        .. context.Experiment.TestRuns.Select(run =>
        {
            string path = record(context.Folder.Run(Split.Test, run.Index));
            return ArtifactRecord.Read(path)?.FactsAs(path, EnsembleFacts.FromJson);
        }),
    ];

    private static void WarnOf(ExperimentContext context, string model, IReadOnlyList<EnsembleFacts> ensembles)
    {
        string count = NumberText.Count(ensembles.Count, "ensemble");
        EnsembleFacts[] none = [.. ensembles.Where(facts => facts.Status != ModelStatus.Ok)];
        if (none.Length > 0)
        {
            context.WarnOfFailure(
                $"{model}: {none.Length} of {count} have no scores: {none[0].Message}", none[0].Stack);
        }
        int diverged = ensembles.Where(facts => facts.Status == ModelStatus.Ok).Sum(facts => facts.Diverged);
        if (diverged > 0)
        {
            context.Display.Warn(
                $"{model}: {NumberText.Count(diverged, "member")} of {count} diverged; they are left out of scores, "
                + "which flatters the model");
        }
    }
}
