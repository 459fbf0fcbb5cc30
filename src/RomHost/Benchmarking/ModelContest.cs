using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Numerics.Files;
using RomHost.Pipeline;
using RomHost.Provenance;

namespace RomHost.Benchmarking;

/// <summary>Times the models of an experiment against each other: <c>runtime_contest.json</c>.</summary>
/// <param name="context">The experiment.</param>
/// <param name="analyzer">Measures.</param>
internal sealed class ModelContest(StageContext context, RuntimeAnalyzer analyzer)
{
    /// <summary>The case of repeated trainings.</summary>
    public const string TrainingCase = "training";

    private const string RecordName = "contest_models";

    /// <summary>How models are timed against each other here.</summary>
    public ContestSettings Settings { get; } = new()
    {
        TimeCap = TimeSpan.FromSeconds(context.Experiment.Options.Benchmark.TimeCap),
        Margin = context.Experiment.Options.Benchmark.Margin,
        // The host compiles loops optimised at their first call, and the profiles have run them before.
        WarmUp = TimeSpan.FromSeconds(0.05),
    };

    /// <summary>Times the models, where that was not done before.</summary>
    /// <param name="models">The models whose profile did not fail.</param>
    /// <param name="entries">The same as contenders, those left out that fail after all.</param>
    /// <returns>The report, or null where there is none; and the seconds that it took.</returns>
    public (ContestReport? Report, double Seconds) Run(IReadOnlyList<TrainedModel> models, Lazy<IReadOnlyList<ContestModel>> entries)
    {
        string recordPath = context.Folder.StageRecord(RecordName);
        if (models.Count == 0 || context.Experiment.Options.Benchmark.TimeCap == 0)
        {
            Remove(context.Folder);
            return (null, 0);
        }
        var inputs = StageInputs.OfContest(context, models.Select(model => model.Plan));
        string? reason = context.ReasonToMake(recordPath, inputs, out var record);
        if (reason is null) return (ContestReport.FromJson(File.ReadAllText(context.Folder.Contest)), record!.Seconds);
        Reasons.Say(context.Display, "contest of models", reason);
        Remove(context.Folder);
        var watch = Stopwatch.StartNew();
        if (Contest(entries) is not { } contest) return (null, 0);
        if (context.Experiment.Options.Benchmark.TrainingRepeats > 0)
        {
            if (Training([.. models.Where(model => contest.Cases[0].Times.ContainsKey(model.Name))]) is { } training)
                contest = contest with { Cases = [.. contest.Cases, training] };
            else
                inputs[Staleness.Outcome] = "without trainings"; // another start tries again
        }
        AtomicFile.WriteText(context.Folder.Contest, contest.ToJson());
        record = ArtifactRecord.Of(recordPath, inputs, [context.Folder.Contest], new JsonObject(), watch.Elapsed.TotalSeconds);
        record.Write(recordPath);
        return (contest, record.Seconds);
    }

    /// <summary>Removes the contest; repeated trainings stay, which were dear.</summary>
    /// <param name="folder">The experiment.</param>
    public static void Remove(ExperimentFolder folder)
    {
        File.Delete(folder.StageRecord(RecordName));
        File.Delete(folder.Contest);
    }

    // One model that fails now and then takes the contest from all, but nothing else from anybody.
    private ContestReport? Contest(Lazy<IReadOnlyList<ContestModel>> entries)
    {
        try
        {
            if (entries.Value.Count == 0) return null;
            context.Display.Say("Timing the models against each other"); // no live display: its refresh disturbs timings
            return analyzer.Contest(entries.Value, context.Experiment.Options.Benchmark.Steps, Settings, context.Cancellation);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            context.Display.Warn($"the models are not timed against each other: {e.GetType().Name}: {e.Message}");
            return null;
        }
    }

    private CaseResult? Training(IReadOnlyList<TrainedModel> models)
    {
        try
        {
            return CaseResult.Of(TrainingCase, new TrainingRepeats(context).Run([.. models.Select(model => model.Plan)]), Settings);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            context.Display.Warn($"times of training are not compared: {e.Message}");
            return null;
        }
    }
}
