using Rom.Abstractions;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Plugins;
using RomHost.Progress;

namespace RomHost.Pipeline;

/// <summary>
/// Trains every model (stage 4). A model that diverges or whose plugin throws is recorded as such, and the others go on.
/// </summary>
internal sealed class TrainModels : Stage
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "train_models";

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <summary>The record of a model.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="model">The model's name.</param>
    public static string RecordOf(ExperimentFolder folder, string model) => folder.StageRecord($"{StageName}.{model}");

    /// <inheritdoc/>
    public override double Run(StageContext context)
    {
        var data = new Lazy<TrainingData>(() => new TrainingData(context.Folder.LatentDataset));
        double seconds = 0;
        foreach (var model in context.Experiment.Models)
        {
            string recordPath = RecordOf(context.Folder, model.Name);
            var inputs = StageInputs.OfModel(context, model);
            string? reason = context.ReasonToMake(recordPath, inputs, out var record);
            if (reason is not null)
            {
                Reasons.Say(context.Display, model.Name, reason);
                AtomicFile.Delete(recordPath);
                record = Train(context, model, data, inputs, recordPath);
            }
            if (TrainedModel.StatusOf(record!) is { } status && status != ModelStatus.Ok)
            {
                context.WarnOfFailure(
                    $"{model.Name}: {status.ToString().ToLowerInvariant()}: {TrainedModel.MessageOf(record!)}", TrainedModel.StackOf(record!));
            }
            foreach (string doubt in RunWarnings.In(record)) context.Display.Warn($"{model.Name}: {doubt}");
            seconds += record!.Seconds;
        }
        return seconds;
    }

    private static ArtifactRecord Train(
        StageContext context, ModelPlan model, Lazy<TrainingData> data, Dictionary<string, string> inputs, string recordPath)
    {
        string folder = context.Folder.Model(model.Name);
        // Saved beside first, so that an earlier model's files are replaced only by a whole new one.
        string saving = Path.Combine(folder, OwnFiles.NewSavingFolder());
        TrainingOutcome outcome;
        string[] files = [];
        try
        {
            var unusable = FailureOf(() =>
            {
                context.Folder.Make(folder);
                Directory.CreateDirectory(saving);
            });
            outcome = unusable ?? Train();
            unusable = outcome.Status != ModelStatus.Ok ? null : FailureOf(() =>
            {
                context.Folder.Make(folder); // the plugin may have put a link there
                files = MoveInto(folder, saving);
            });
            outcome = unusable ?? outcome;
        }
        finally
        {
            RemoveSaving(context, folder, saving);
        }
        // The extra input makes the record stale at once: another start tries again, since the cause may lie outside
        // the configuration (no memory, no native library).
        if (outcome.Status == ModelStatus.Failed) inputs = new(inputs) { [Staleness.Outcome] = Staleness.Failed };
        var record = ArtifactRecord.Of(recordPath, inputs, files, outcome.Facts, outcome.Seconds);
        record.Write(recordPath);
        return record;

        TrainingOutcome Train()
        {
            using var task = context.Display.Begin($"Training {model.Name}", 1, "");
            return context.RuntimeOf(model).Train(context, model, data, saving, new TaskProgress(task));
        }
    }

    // What a plugin makes of its folder (a file, a link, names that are none) costs its model only.
    private static TrainingOutcome? FailureOf(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception e) when (e is ContractBreachException or IOException or UnauthorizedAccessException)
        {
            return TrainingOutcome.Failed($"its files cannot be kept: {PluginFailure.Message(e)}", e, 0);
        }
    }

    private static void RemoveSaving(StageContext context, string folder, string saving)
    {
        if (!RealFolder.Exists(folder)) return;
        try
        {
            RealFolder.Remove(saving);
        }
        catch (IOException e)
        {
            context.Display.Warn(e.Message);
        }
    }

    private static string[] MoveInto(string folder, string saving)
    {
        var files = new List<string>();
        foreach (string name in SavedFiles.PathsIn(saving))
        {
            string final = Path.Combine(folder, name);
            RealFolder.Create(folder, Path.GetDirectoryName(final)!);
            AtomicFile.GiveName(Path.Combine(saving, name), final);
            files.Add(final);
        }
        return [.. files];
    }

    private sealed class TaskProgress(IProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            task.Report(value.Completed / value.Total is var share && double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0, value.Message);
    }
}
