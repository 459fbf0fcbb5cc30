using Rom.Analysis.Contests;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration.Sections;
using RomHost.Models;

namespace RomHost.Benchmarking;

/// <summary>Times the models of an experiment against each other: <c>runtime_contest.json</c>.</summary>
/// <param name="context">The experiment.</param>
/// <param name="runtimes">Where models run.</param>
/// <param name="repeats">Repeats their trainings.</param>
internal sealed class ModelContest(ExperimentContext context, ModelRuntimes runtimes, TrainingRepeats repeats)
{
    // 95 % intervals of eight normal values are 1.2 times as wide as those of very many, times the root of their
    // number.
    private const int FewestProcesses = 8;

    private readonly ContestSettings settings = SettingsOf(context.Experiment.Options.Benchmark);

    /// <summary>Returns the settings of the contest.</summary>
    /// <param name="options">The configuration's part.</param>
    public static ContestSettings SettingsOf(BenchmarkOptions options) => new()
    {
        TimeCap = TimeSpan.FromSeconds(options.TimeCap),
        Margin = options.Margin,
        MinRepetitions = Math.Min(FewestProcesses, options.Processes),
        MaxRepetitions = options.Processes,
        // The processes compile frequently called methods at once.
        WarmUp = TimeSpan.FromSeconds(0.02),
        ShortestBlock = TimeSpan.FromMilliseconds(0.5),
    };

    /// <summary>The record of the contest.</summary>
    /// <param name="folder">The experiment.</param>
    public static string RecordOf(ExperimentFolder folder) => folder.StageRecord("contest_models");

    /// <summary>Times the models, unless the result is current.</summary>
    /// <param name="artifact">The contest.</param>
    /// <param name="models">The models whose profile did not fail.</param>
    /// <param name="entries">The same as contenders, without those that fail after all.</param>
    /// <returns>The report, or null for none; and the seconds for it.</returns>
    public (ContestReport? Report, double Seconds) Run(
        Artifact artifact, IReadOnlyList<TrainedModel> models, Lazy<IReadOnlyList<ContestModel>> entries)
    {
        if (models.Count == 0 || context.Experiment.Options.Benchmark.TimeCap == 0)
        {
            Remove(context);
            return (null, 0);
        }
        var record = context.Store.Make(artifact, () => Make(models, entries), context.Display).Record;
        return record is null
            ? (null, 0)
            : (JsonFile.Read(context.Folder.Contest, ContestReport.FromJson), record.Seconds);
    }

    /// <summary>Removes the comparison; keeps the repeated trainings, which are expensive.</summary>
    /// <param name="context">The experiment.</param>
    public static void Remove(ExperimentContext context) =>
        context.Store.Remove(RecordOf(context.Folder), context.Folder.Contest);

    private MadeArtifact? Make(IReadOnlyList<TrainedModel> models, Lazy<IReadOnlyList<ContestModel>> entries)
    {
        AtomicFile.Delete(context.Folder.Contest);
        if (Contest(entries) is not { } contest) return null;
        string? outcome = null;
        if (context.Experiment.Options.Benchmark.TrainingRepeats > 0)
        {
            var (training, areAll) =
                Training([.. models.Where(model => contest.Cases[0].Times.ContainsKey(model.Name))]);
            if (training is not null) contest = contest with { Cases = [.. contest.Cases, training] };
            if (!areAll) outcome = "without trainings"; // another start tries again
        }
        AtomicFile.WriteText(context.Folder.Contest, contest.ToJson());
        return new([context.Folder.Contest], []) { Outcome = outcome };
    }

    // A model that fails now and then aborts the comparison only.
    private ContestReport? Contest(Lazy<IReadOnlyList<ContestModel>> entries)
    {
        try
        {
            if (entries.Value.Count == 0) return null;
            context.Display.Say("Timing the models against each other");
            return WithoutThoseThatEndProcesses([.. entries.Value.Select(entry => entry.Name)]);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            context.WarnOfFailure(
                $"the models are not timed against each other: {PluginFailure.Describe(e)}", PluginFailure.StackOf(e));
            return null;
        }
    }

    // Failing models in processes of their own must not abort the comparison of the others: it is repeated without
    // those that fail alone, and without all isolated ones where that does not identify them.
    private ContestReport? WithoutThoseThatEndProcesses(IReadOnlyList<string> models)
    {
        string[] isolated =
            [.. context.Experiment.Models.Where(runtimes.IsElsewhere).Select(model => model.Name).Intersect(models)];
        try
        {
            return Repeated(models);
        }
        catch (InvalidOperationException e) when (isolated.Length > 0 && models.Count > 1)
        {
            string[] failing = [.. isolated.Where(FailsAlone)];
            if (failing.Length == 0)
            {
                failing = isolated;
                WarnThatNotTimed(string.Join(", ", isolated), e);
            }
            string[] left = [.. models.Except(failing)];
            return left.Length > 0 ? WithoutThoseThatEndProcesses(left) : null;
        }
    }

    private bool FailsAlone(string model)
    {
        try
        {
            FreshProcess.Rounds(context, [model], 0);
            return false;
        }
        catch (InvalidOperationException e)
        {
            WarnThatNotTimed(model, e);
            return true;
        }
    }

    private void WarnThatNotTimed(string models, InvalidOperationException failure) => context.WarnOfFailure(
        $"{models}: not timed against the others: {PluginFailure.Message(failure)}", PluginFailure.StackOf(failure));

    // Each repetition is a process of its own, with all cases: differences between processes are part of the intervals.
    private ContestReport Repeated(IReadOnlyList<string> models)
    {
        var processes = new List<IReadOnlyList<MeasuredCase>>();
        List<(string Case, ContestRounds Rounds)> cases;
        using var task = context.Display.BeginTimed(
            "Comparing times (may end early)", settings.MaxRepetitions, "repetition");
        do
        {
            processes.Add(FreshProcess.Rounds(context, models, processes.Count));
            task.Advance();
            cases = [.. processes[0].Select((one, k) => (one.Case, Combined(k)))];
        }
        // The case that names the fastest model.
        while (!cases.First(one => one.Case == CaseResult.OneStep).Rounds.IsEnough(settings));
        ContestRounds Combined(int k) =>
            ContestRounds.Combine([.. processes.Select(process => process[k].Rounds)], processes.Count);

        return new ContestReport(settings, [.. cases.Select(one => CaseResult.Of(one.Case, one.Rounds, settings))]);
    }

    private (CaseResult? Case, bool AreAll) Training(IReadOnlyList<TrainedModel> models)
    {
        try
        {
            var (rounds, leftOut) = repeats.Run([.. models.Select(model => model.Plan)]);
            return (rounds is null ? null : CaseResult.Of(CaseResult.Training, rounds, settings), leftOut.Count == 0);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            context.WarnOfFailure(
                $"times of training are not compared: {PluginFailure.Message(e)}", PluginFailure.StackOf(e));
            return (null, false);
        }
    }
}
