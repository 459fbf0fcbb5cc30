using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Numerics.Files;
using Rom.Numerics.RandomNumbers;
using RomHost.Configuration;
using RomHost.Configuration.Memory;
using RomHost.Plugins;
using RomHost.Provenance;
using RomHost.Reporting;

namespace RomHost.Pipeline;

/// <summary>
/// Trains every model (stage 4). A model that diverges or whose plugin throws is recorded as such, and the others go on.
/// </summary>
internal sealed class TrainModels : Stage
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "train_models";

    // Sets the models' random stream apart from those of the runs.
    private const ulong TrainingStream = 0x7261696E;

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <summary>The record of a model.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="model">The model's name.</param>
    public static string RecordOf(ExperimentFolder folder, string model) => folder.StageRecord($"{StageName}.{model}");

    /// <inheritdoc/>
    public override double Run(StageContext context)
    {
        LatentDataset? data = null;
        double seconds = 0;
        foreach (var model in context.Experiment.Models)
        {
            string recordPath = RecordOf(context.Folder, model.Name);
            var inputs = StageInputs.OfModel(context, model);
            string? reason = context.ReasonToMake(recordPath, inputs, out var record);
            if (reason is not null)
            {
                data ??= LatentDatasetFile.Read(context.Folder.LatentDataset);
                Reasons.Say(context.Display, model.Name, reason);
                File.Delete(recordPath);
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
        StageContext context, ModelPlan model, LatentDataset data, Dictionary<string, string> inputs, string recordPath)
    {
        string folder = context.Folder.Model(model.Name);
        Directory.CreateDirectory(folder);
        using var task = context.Display.Begin($"Training {model.Name}", 1, "");
        var progress = new TaskProgress(task);
        ulong seed = RandomStream.DeriveSeed(context.Experiment.Options.Seed, TrainingStream);
        var watch = Stopwatch.StartNew();
        try
        {
            var doubts = new RunWarnings();
            var trainer = context.CreateTrainer(model);
            RefuseTooLarge(trainer, data);
            var (fitted, seconds) = new TimedTraining(context.Clock, () => context.CreateTrainer(model))
                .Run(data, new TrainingContext(seed, progress, context.Cancellation) { Warnings = doubts });
            var trained = ModelContract.Checked(fitted, "Train", trainer.MaxLag, data.Dimension);
            string[] files = Save(trained, folder);
            var facts = TrainedModel.FactsOf(trained);
            doubts.AddTo(facts);
            return Record(recordPath, inputs, files, facts, seconds);
        }
        catch (TrainingDivergedException e)
        {
            return Record(recordPath, inputs, [], TrainedModel.FactsOf(ModelStatus.Diverged, e.Message, e), watch.Elapsed.TotalSeconds);
        }
        catch (Exception e) when (e is not OperationCanceledException || !context.Cancellation.IsCancellationRequested)
        {
            // The extra input makes the record stale at once: another start tries again, since the cause may lie outside
            // the configuration (no memory, no native library).
            var facts = TrainedModel.FactsOf(ModelStatus.Failed, PluginFailure.Describe(e), e);
            return Record(recordPath, new(inputs) { [Staleness.Outcome] = Staleness.Failed }, [], facts, watch.Elapsed.TotalSeconds);
        }
    }

    // Validation knew the latent dimension only where the configuration states it.
    private static void RefuseTooLarge(IRomModelTrainer trainer, LatentDataset data)
    {
        int frames = Enumerable.Range(0, data.RunCount).Min(data.FrameCount);
        if (trainer.MemoryFor(data.RunCount, frames, data.Dimension)?.RefusalWithin(MachineMemory.Bytes) is { } refusal)
            throw new InsufficientMemoryException(refusal);
    }

    // Saved beside first, so that an earlier model's files are replaced only by a whole new one.
    private static string[] Save(IRomModel trained, string folder)
    {
        string saving = Path.Combine(folder, "saving" + AtomicFile.TemporaryEnding);
        if (Directory.Exists(saving)) Directory.Delete(saving, recursive: true);
        Directory.CreateDirectory(saving);
        trained.Save(saving);
        var files = new List<string>();
        foreach (string file in Directory.EnumerateFiles(saving, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList())
        {
            string name = Path.GetRelativePath(saving, file), final = Path.Combine(folder, name);
            if (ExperimentFolder.IsOfHost(name))
                throw new ContractBreachException($"Save: expected file names of its own, found {name}, which the host writes; choose another");
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            File.Move(file, final, overwrite: true);
            files.Add(final);
        }
        Directory.Delete(saving, recursive: true);
        return [.. files];
    }

    private static ArtifactRecord Record(
        string path, Dictionary<string, string> inputs, string[] files, JsonObject facts, double seconds)
    {
        var record = ArtifactRecord.Of(path, inputs, files, facts, seconds);
        record.Write(path);
        return record;
    }

    private sealed class TaskProgress(IProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            task.Report(value.Completed / value.Total is var share && double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0, value.Message);
    }
}
