using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Benchmarking;
using RomHost.Models;
using RomHost.Plugins;
using RomHost.Serialization;

namespace RomHost.Pipeline;

/// <summary>Profiles every trained model, times them against each other and compares them (stage 4.5).</summary>
/// <param name="analyzer">Measures.</param>
internal sealed class BenchmarkModels(RuntimeAnalyzer analyzer) : Stage
{
    /// <inheritdoc/>
    public override string Name => "benchmark_models";

    /// <inheritdoc/>
    public override double Run(StageContext context)
    {
        var options = context.Experiment.Options.Benchmark;
        using var trained = TrainedModel.LoadAll(context);
        foreach (var model in trained.Where(model => model.Model is null || !options.Enabled)) Remove(context, model.Name);
        var profiles = new List<RuntimeProfile>();
        double seconds = 0;
        LatentDataset? data = null;
        if (options.Enabled)
        {
            foreach (var model in trained.Where(model => model.Model is not null))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                string recordPath = RecordOf(context, model.Name), profilePath = context.Folder.RuntimeProfile(model.Name);
                var inputs = StageInputs.OfProfile(context, model.Plan);
                string? reason = context.ReasonToMake(recordPath, inputs, out var record);
                if (reason is not null)
                {
                    Reasons.Say(context.Display, $"profile of {model.Name}", reason);
                    context.Display.Say($"Benchmarking {model.Name}"); // no live display: its refresh disturbs timings
                    AtomicFile.Delete(recordPath);
                    data ??= LatentDatasetFile.Read(context.Folder.LatentDataset);
                    var watch = Stopwatch.StartNew();
                    if (Profile(model, data, context) is not { } profile) continue;
                    AtomicFile.WriteText(profilePath, profile.ToJson());
                    record = ArtifactRecord.Of(recordPath, inputs, [profilePath], new JsonObject(), watch.Elapsed.TotalSeconds);
                    record.Write(recordPath);
                }
                profiles.Add(JsonFile.Read(profilePath, RuntimeProfile.FromJson));
                seconds += record!.Seconds;
            }
        }
        var (contest, contestSeconds) = Contest(context, trained, profiles, () => data ??= LatentDatasetFile.Read(context.Folder.LatentDataset));
        if (profiles.Count >= 2) AtomicFile.WriteText(context.Folder.Comparison, RuntimeComparison.Of(profiles, contest).ToJson());
        else AtomicFile.Delete(context.Folder.Comparison);
        return seconds + contestSeconds;
    }

    /// <summary>Makes profiles, contest and costs stale, so that the next run measures again.</summary>
    /// <param name="context">The experiment.</param>
    public static void Forget(StageContext context)
    {
        foreach (var model in context.Experiment.Models) AtomicFile.Delete(RecordOf(context, model.Name));
        ModelContest.Remove(context.Folder);
        CostStudy.Remove(context.Folder);
        TrainingRepeats.Remove(context.Folder);
    }

    private (ContestReport? Report, double Seconds) Contest(
        StageContext context, IReadOnlyList<TrainedModel> trained, List<RuntimeProfile> profiles, Func<LatentDataset> data)
    {
        var able = profiles.Where(profile => profile.Status == RuntimeProfile.Ok).Select(profile => profile.ModelName).ToHashSet();
        TrainedModel[] models = [.. trained.Where(model => able.Contains(model.Name))];
        var entries = new Lazy<IReadOnlyList<ContestModel>>(() => new ContestEntries(context).Of(models, data()));
        var contest = new ModelContest(context);
        var (report, seconds) = contest.Run(models, entries);
        if (report is null)
        {
            CostStudy.Remove(context.Folder);
            return (null, 0);
        }
        TrainedModel[] timed = [.. models.Where(model => report.Cases[0].Times.ContainsKey(model.Name))];
        return (report, seconds + new CostStudy(context, analyzer, contest.Settings).Run(timed, entries, report, data));
    }

    private RuntimeProfile? Profile(TrainedModel model, LatentDataset data, StageContext context)
    {
        using var work = context.Begin("the profile", model.Plan);
        try
        {
            var profile = new ModelProfile(analyzer, context);
            if (!context.IsElsewhere(model.Plan)) return profile.Of(model, data);
            // Calls to another process take longer than the forecasts of most models, so they are timed in one; a model that fails at
            // once does so here, within its time limit.
            profile.Try(model, data);
            return FreshProcess.Profile(context, model.Plan);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            Remove(context, model.Name);
            context.WarnOfFailure($"{model.Name} is not profiled: {PluginFailure.Describe(e)}", PluginFailure.StackOf(e));
            return null;
        }
    }

    private static string RecordOf(StageContext context, string model) => context.Folder.StageRecord($"benchmark_models.{model}");

    private static void Remove(StageContext context, string model)
    {
        AtomicFile.Delete(RecordOf(context, model));
        string profile = context.Folder.RuntimeProfile(model);
        if (File.Exists(profile)) AtomicFile.Delete(profile);
    }
}
