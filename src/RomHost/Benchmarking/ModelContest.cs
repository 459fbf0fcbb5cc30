using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Memory;
using Rom.Numerics.Files;
using RomHost.Pipeline;

namespace RomHost.Benchmarking;

/// <summary>
/// Times the models of an experiment against each other, <c>runtime_contest.json</c>, and measures what else they cost,
/// <c>runtime_costs.json</c>.
/// </summary>
/// <param name="analyzer">Measures.</param>
internal sealed class ModelContest(RuntimeAnalyzer analyzer)
{
    /// <summary>The case of repeated trainings.</summary>
    public const string TrainingCase = "training";

    private const string RecordName = "contest_models";

    /// <summary>Times the models, where that was not done before.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="models">The models whose profile did not fail.</param>
    /// <param name="data">The training data, which windows are taken from.</param>
    /// <returns>The report, or null where there is none; and the seconds that it took.</returns>
    public (ContestReport? Report, double Seconds) Run(StageContext context, IReadOnlyList<TrainedModel> models, Func<LatentDataset> data)
    {
        string recordPath = context.Folder.StageRecord(RecordName);
        if (models.Count == 0 || context.Experiment.Options.Benchmark.TimeCap == 0)
        {
            Remove(context);
            return (null, 0);
        }
        var inputs = StageInputs.OfContest(context, models.Select(model => model.Plan));
        string? reason = context.ReasonToMake(recordPath, inputs, out var record);
        if (reason is not null)
        {
            Reasons.Say(context.Display, "contest of models", [reason]);
            File.Delete(recordPath);
            var watch = Stopwatch.StartNew();
            try
            {
                if (!Measure(context, models, data()))
                {
                    Remove(context);
                    return (null, 0);
                }
            }
            catch (Exception e) when (!context.Cancellation.IsCancellationRequested && e is not IOException)
            {
                // One model that fails now and then takes the contest from all, but nothing else from anybody.
                context.Display.Warn($"the models are not timed against each other: {e.GetType().Name}: {e.Message}");
                Remove(context);
                return (null, 0);
            }
            record = ArtifactRecord.Of(recordPath, inputs, [context.Folder.Contest, context.Folder.Costs], new JsonObject(), watch.Elapsed.TotalSeconds);
            record.Write(recordPath);
        }
        return (ContestReport.FromJson(File.ReadAllText(context.Folder.Contest)), record!.Seconds);
    }

    /// <summary>Makes everything stale, also what a stopped run had finished of it.</summary>
    /// <param name="context">The experiment.</param>
    public static void Forget(StageContext context)
    {
        Remove(context);
        TrainingRepeats.Forget(context.Folder);
    }

    // What an earlier contest left; repeated trainings stay, which were dear.
    private static void Remove(StageContext context)
    {
        File.Delete(context.Folder.StageRecord(RecordName));
        File.Delete(context.Folder.Contest);
        File.Delete(context.Folder.Costs);
    }

    // False where no model can take part.
    private bool Measure(StageContext context, IReadOnlyList<TrainedModel> models, LatentDataset data)
    {
        var options = context.Experiment.Options.Benchmark;
        var entered = new ContestEntries(context).Of(models, data);
        if (entered.Count == 0) return false;
        models = [.. models.Where(model => entered.Any(entry => entry.Name == model.Name))];
        var settings = new ContestSettings
        {
            TimeCap = TimeSpan.FromSeconds(options.TimeCap),
            Margin = options.Margin,
            // The host compiles loops optimised at their first call, and the profiles have run them before.
            WarmUp = TimeSpan.FromSeconds(0.05),
        };
        context.Display.Say("Timing the models against each other"); // no live display: its refresh disturbs timings
        var contest = analyzer.Contest(entered, options.Steps, settings, context.Cancellation);
        IReadOnlyDictionary<string, TrainingMemory> memory = new Dictionary<string, TrainingMemory>();
        if (options.TrainingRepeats > 0)
        {
            (var rounds, memory) = new TrainingRepeats(context).Run([.. models.Select(model => model.Plan)]);
            contest = contest with { Cases = [.. contest.Cases, CaseResult.Of(TrainingCase, rounds, settings)] };
        }
        context.Display.Say("Measuring memory, growth and energy");
        var study = new CostStudy(context, analyzer, settings);
        var costs = models.Select(model => study.Of(model, entered.First(entry => entry.Name == model.Name), contest, memory, data));
        AtomicFile.WriteText(context.Folder.Costs, new CostReport([.. costs]).ToJson());
        AtomicFile.WriteText(context.Folder.Contest, contest.ToJson());
        return true;
    }
}
