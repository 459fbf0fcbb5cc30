using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Benchmarking;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>Profiles every trained model, times them against each other and compares them (stage 4.5).</summary>
/// <param name="analyzer">Measures the models.</param>
/// <param name="runtimes">Where models run.</param>
internal sealed class BenchmarkModels(RuntimeAnalyzer analyzer, ModelRuntimes runtimes) : Stage
{
    /// <inheritdoc/>
    public override string Name => StageNames.Benchmark;

    /// <inheritdoc/>
    public override bool IsExclusive => true;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) =>
    [
        new(StageNames.Training), new(StageNames.LatentDataset), new(StageNames.PodBasis),
        new(StageNames.TrainingData, new Part(Runs: new HashSet<int> { 0 })),
    ];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context)
    {
        var options = context.Experiment.Options.Benchmark;
        if (!options.Enabled) yield break;
        var models = ForeseenModel.Of(context);
        var able = new List<ForeseenModel>();
        foreach (var model in models)
        {
            var item = ItemOf(model, RecordOf(context, model.Plan.Name), () => ProfileOf(context, model.Plan));
            yield return item;
            if (StatusOf(context, item) == RuntimeProfile.Ok) able.Add(model);
        }
        if (able.Count == 0 || options.TimeCap == 0) yield break;
        string? awaits = able.FirstOrDefault(model => model.Awaits is not null)?.Awaits;
        var contest = awaits is null
            ? new StageItem(ContestOf(context, able.Select(model => model.Plan)))
            : StageItem.Undecided("contest of models", ModelContest.RecordOf(context.Folder), awaits);
        yield return contest;
        // A model that failed in a contest that is kept has no costs.
        if (awaits is null && context.Store.Look(contest.Artifact).Reason is null)
        {
            var times = JsonFile.Read(context.Folder.Contest, ContestReport.FromJson).Cases[0].Times;
            able.RemoveAll(model => !times.ContainsKey(model.Plan.Name));
        }
        foreach (var model in able)
        {
            yield return ItemOf(
                awaits is null ? model : model with { Awaits = awaits }, CostStudy.RecordOf(context.Folder, model.Plan),
                () => CostsOf(context, model.Plan, ContestOf(context, able.Select(timed => timed.Plan))));
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A measurement of a model that fails has no record; without the contest the stage was not finished.
    /// </remarks>
    public override bool IsFinished(StagePlan plan, ExperimentFolder folder) => plan.ToMake.Count == 0
        || (plan.Kept > 0 && plan.ToMake.All(one => one.Item.Artifact.RecordPath != ModelContest.RecordOf(folder)));

    /// <inheritdoc/>
    public override double Run(ExperimentContext context)
    {
        var options = context.Experiment.Options.Benchmark;
        using var trained = TrainedModel.LoadAll(context, runtimes);
        foreach (var model in trained.Where(model => model.Model is null || !options.Enabled))
            Remove(context, model.Name);
        var profiles = new List<RuntimeProfile>();
        double seconds = 0;
        LatentDataset? data = null;
        TrainedModel[] profiled = [.. trained.Where(model => model.Model is not null && options.Enabled)];
        if (profiled.Length > 0)
        {
            using var task = context.Display.BeginTimed("Profiling", profiled.Length, "model");
            foreach (var (index, model) in profiled.Index())
            {
                context.Cancellation.ThrowIfCancellationRequested();
                task.Report(index, model.Name);
                string path = context.Folder.RuntimeProfile(model.Name);
                var record = context.Store.Make(ProfileOf(context, model.Plan), () =>
                {
                    context.Display.Say($"Benchmarking {model.Name}");
                    data ??= LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation);
                    if (Profile(model, data, context) is not { } profile) return null;
                    AtomicFile.WriteText(path, profile.ToJson());
                    return new MadeArtifact([path], []);
                }, context.Display).Record;
                if (record is null) continue;
                profiles.Add(JsonFile.Read(path, RuntimeProfile.FromJson));
                seconds += record.Seconds;
            }
            task.Report(profiled.Length, "done");
        }
        var (contest, contestSeconds) = Contest(
            context, trained, profiles,
            () => data ??= LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));
        if (profiles.Count >= 2)
            AtomicFile.WriteText(context.Folder.Comparison, RuntimeComparison.Of(profiles, contest).ToJson());
        else context.Store.Remove(context.Folder.Comparison);
        return seconds + contestSeconds;
    }

    /// <summary>Makes profiles, comparison and costs stale, so that the next run measures again.</summary>
    /// <param name="context">The experiment.</param>
    public static void Forget(ExperimentContext context)
    {
        context.Store.Remove(context.Experiment.Models.Select(model => RecordOf(context, model.Name)));
        ModelContest.Remove(context);
        CostStudy.Remove(context);
        TrainingRepeats.Remove(context);
    }

    private (ContestReport? Report, double Seconds) Contest(
        ExperimentContext context, IReadOnlyList<TrainedModel> trained, List<RuntimeProfile> profiles,
        Func<LatentDataset> data)
    {
        var able = profiles.Where(profile => profile.Status == RuntimeProfile.Ok)
            .Select(profile => profile.ModelName).ToHashSet();
        TrainedModel[] models = [.. trained.Where(model => able.Contains(model.Name))];
        var entries = new Lazy<IReadOnlyList<ContestModel>>(() => new ContestEntries(context).Of(models, data()));
        var repeats = new TrainingRepeats(context, model => TrainModels.ArtifactOf(context, model));
        var (report, seconds) = new ModelContest(context, runtimes, repeats).Run(
            ContestOf(context, models.Select(model => model.Plan)), models, entries);
        if (report is null)
        {
            CostStudy.Remove(context);
            return (null, 0);
        }
        TrainedModel[] timed = [.. models.Where(model => report.Cases[0].Times.ContainsKey(model.Name))];
        var contest = ContestOf(context, timed.Select(model => model.Plan));
        var costs = new CostStudy(context, runtimes, analyzer, repeats);
        return (report, seconds + costs.Run(timed, model => CostsOf(context, model, contest), entries, report, data));
    }

    private RuntimeProfile? Profile(TrainedModel model, LatentDataset data, ExperimentContext context)
    {
        using var work = context.Components.Begin("the profile", model.Plan);
        try
        {
            var profile = new ModelProfile(analyzer, context);
            if (!runtimes.IsElsewhere(model.Plan)) return profile.Of(model, data);
            // Calls to another process take longer than the forecasts of most models, so models are timed inside one; a
            // model that fails at once fails here, within its time limit.
            profile.Try(model, data);
            return FreshProcess.Profile(context, model.Plan);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            Remove(context, model.Name);
            context.WarnOfFailure(
                $"{model.Name} is not profiled: {PluginFailure.Describe(e)}", PluginFailure.StackOf(e));
            return null;
        }
    }

    private static StageItem ItemOf(ForeseenModel model, string recordPath, Func<Artifact> artifact)
    {
        var item = model.Awaits is { } awaited
            ? StageItem.Undecided($"benchmark of {model.Plan.Name}", recordPath, awaited)
            : new(artifact());
        return item with { Model = model.Plan.Name };
    }

    // A profile that is not current is presumed to succeed.
    private static string StatusOf(ExperimentContext context, StageItem profile) =>
        profile.Awaits is not null || context.Store.Look(profile.Artifact).Reason is not null
            ? RuntimeProfile.Ok
            : JsonFile.Read(context.Folder.RuntimeProfile(profile.Model!), RuntimeProfile.FromJson).Status;

    private static Artifact ProfileOf(ExperimentContext context, ModelPlan model) =>
        new($"profile of {model.Name}", RecordOf(context, model.Name), InputsOf(context, model));

    private static Artifact ContestOf(ExperimentContext context, IEnumerable<ModelPlan> models)
    {
        // The end-to-end case applies the evaluation's clamp and mass correction.
        var inputs = context.Store.Configured(
            "benchmark.", "evaluation.clamp", "evaluation.mass", "evaluation.forecast_start");
        inputs[Staleness.Host] = HostBuild.Measurements.ToString();
        foreach (var model in models)
            inputs[$"upstream.model.{model.Name}"] = TrainModels.ArtifactOf(context, model).Fingerprint;
        return new("contest of models", ModelContest.RecordOf(context.Folder), inputs);
    }

    private static Artifact CostsOf(ExperimentContext context, ModelPlan model, Artifact contest) => new(
        $"costs of {model.Name}", CostStudy.RecordOf(context.Folder, model),
        // A model's time of a step and its trainings are those of the contest.
        new Dictionary<string, string>(InputsOf(context, model)) { ["upstream.contest"] = contest.Fingerprint })
    {
        CheckFacts = facts => CostStudy.ReportIn(facts),
    };

    private static Dictionary<string, string> InputsOf(ExperimentContext context, ModelPlan model)
    {
        var inputs = context.Store.Configured("benchmark.");
        inputs[Staleness.Host] = HostBuild.Measurements.ToString();
        inputs["upstream.model"] = TrainModels.ArtifactOf(context, model).Fingerprint;
        return inputs;
    }

    private static string RecordOf(ExperimentContext context, string model) =>
        context.Folder.StageRecord($"{StageNames.Benchmark}.{model}");

    private static void Remove(ExperimentContext context, string model) =>
        context.Store.Remove(RecordOf(context, model), context.Folder.RuntimeProfile(model));
}
