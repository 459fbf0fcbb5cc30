using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Progress;
using RomHost.Selection;

namespace RomHost.Pipeline;

/// <summary>
/// Trains every model (stage 4). A model that diverges or whose plugin throws is recorded as such, and the others
/// continue.
/// </summary>
/// <param name="runtimes">Where models are trained.</param>
internal sealed class TrainModels(ModelRuntimes runtimes) : Stage
{
    /// <inheritdoc/>
    public override string Name => StageNames.Training;

    /// <summary>A trained model.</summary>
    /// <remarks>
    /// The lag of the latent dataset's windows is not among its inputs: a model cuts windows of its own.
    /// </remarks>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static Artifact ArtifactOf(ExperimentContext context, ModelPlan model)
    {
        var store = context.Store;
        return store.Declare(model.Name, context.Folder.ModelRecord(model.Name), () =>
        {
            var inputs = InputsOf(context, model);
            inputs["upstream.pod_basis"] = BuildPodBasis.ArtifactOf(context).Fingerprint;
            // A choice that was made is an option as any other; one that failed is the reason for having no model.
            if (model.Candidates is not null
                && ArtifactRecord.Read(context.Folder.SelectionRecord(model.Name)) is { } choice)
                inputs["upstream.selection"] = choice.Fingerprint;
            foreach (var member in context.Components.MembersOf(model))
                inputs[$"upstream.model.{member.Name}"] = ArtifactOf(context, member).Fingerprint;
            return inputs;
        }, facts => TrainingFacts.FromJson(facts), new() { PluginFolder = context.Folder.Model(model.Name) });
    }

    /// <summary>The inputs of a training apart from its data.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static Dictionary<string, string> InputsOf(ExperimentContext context, ModelPlan model)
    {
        var inputs = context.Store.Configured($"models.{model.Name}.");
        // The process and time limit of a model do not change it.
        foreach (string key in new[] { "isolation", "time_limit" }) inputs.Remove($"models.{model.Name}.{key}");
        inputs[Staleness.Plugin + "model"] = context.Store.BuildOf(model.Registration);
        inputs["seed"] = context.Experiment.Options.Seed.ToString(CultureInfo.InvariantCulture);
        return inputs;
    }

    /// <summary>A model's training, as far as its options are known.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static StageItem ItemOf(ExperimentContext context, ModelPlan model)
    {
        string? undecided = context.Undecided.Contains(model.Name)
            ? model.Name
            : context.Components.MembersOf(model).Select(one => one.Name).FirstOrDefault(context.Undecided.Contains);
        var item = undecided is null
            ? new StageItem(ArtifactOf(context, model))
            : StageItem.Undecided(
                model.Name, context.Folder.ModelRecord(model.Name), $"options of {undecided} are chosen first");
        return item with { Model = model.Name };
    }

    /// <inheritdoc/>
    public override bool IsByModel => true;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) =>
        [new(StageNames.LatentDataset), new(StageNames.Selection, part)];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context) =>
        context.Experiment.Models.SelectMany(model =>
        {
            var training = ItemOf(context, model);
            return new[]
            {
                training, HeldOutFacts.ItemOf(context, model, training, MeasureForecastVariance.ArtifactOf),
                HeldOutFacts.ItemOf(context, model, training, MeasureForecastErrors.ArtifactOf),
            }.OfType<StageItem>();
        });

    /// <inheritdoc/>
    public override double Run(ExperimentContext context)
    {
        var data = new TrainingData(context.Folder.LatentDataset, context.Cancellation);
        var whole = new Lazy<LatentDataset>(
            () => LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));
        var (variance, errors) = (new MeasureForecastVariance(runtimes), new MeasureForecastErrors(runtimes));
        double seconds = 0;
        var trained = new List<ModelPlan>();
        ModelPlan[] models = [.. context.Experiment.Models.Where(model => context.Part.HasModel(model.Name))];
        context.ForEachInTurn(models, model =>
        {
            var record = context.Store.MakeOrDefer(
                ArtifactOf(context, model), () => Train(context, model, data), context.Display).Record;
            var facts = TrainingFacts.FromJson(record!.Facts);
            if (facts.Status != ModelStatus.Ok)
                context.WarnOfFailure($"{model.Name}: {facts.Status.Text()}: {facts.Message}", facts.Stack);
            foreach (string doubt in facts.Warnings) context.Display.Warn($"{model.Name}: {doubt}");
            seconds += record.Seconds;
            if (facts.Status == ModelStatus.Ok) trained.Add(model);
        });
        // Apart, so that a model is not reported again while another process measures its forecasts.
        context.ForEachInTurn(trained, model => seconds += variance.Run(context, model, () => whole.Value));
        context.ForEachInTurn(trained, model => seconds += errors.Run(context, model, () => whole.Value));
        return seconds;
    }

    /// <inheritdoc/>
    public override IEnumerable<(Artifact Artifact, MadeArtifact Substitute)> Substitutes(
        ExperimentContext context, IReadOnlyList<LostItem> lost) => lost.Select(one => (
            one.Item.Artifact,
            one.Item.Artifact.RecordPath == context.Folder.ModelRecord(one.Item.Model!)
                ? new MadeArtifact([], new TrainingFacts(ModelStatus.Failed, one.Reason, null).ToJson())
                {
                    Outcome = Staleness.Failed,
                }
                : HeldOutFacts.Failure(one.Reason)));

    private MadeArtifact Train(ExperimentContext context, ModelPlan model, TrainingData data)
    {
        string folder = context.Folder.Model(model.Name);
        // Saved to another folder first, so that an earlier model's files are replaced only by a complete new one.
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
            outcome = unusable ?? NotChosen(context, model) ?? Train();
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
        return new(files, outcome.Facts.ToJson())
        {
            Seconds = outcome.Seconds,
            Outcome = outcome.Status == ModelStatus.Failed ? Staleness.Failed : null,
        };

        TrainingOutcome Train()
        {
            using var task = context.Display.Begin($"Training {model.Name}", 1, "");
            return runtimes.Of(model).Train(context, model, data, saving, new TaskProgress(task));
        }
    }

    private static TrainingOutcome? NotChosen(ExperimentContext context, ModelPlan model)
    {
        if (model.Candidates is null) return null;
        string message = SelectionFacts.Read(context.Folder, model.Name)?.Message ?? "no candidate was chosen";
        return new TrainingOutcome(new TrainingFacts(ModelStatus.Failed, message, null), 0);
    }

    // A fault of a plugin's folder (a file, a link, invalid names in its place) affects its model only.
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

    private static void RemoveSaving(ExperimentContext context, string folder, string saving)
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
        private const int LongestMessage = 1000; // it is a part of a line

        public void Report(TrainingProgress value) => task.Report(
            value.Completed / value.Total is var share && double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0,
            value.Message is { Length: > LongestMessage } message ? message[..LongestMessage] + "…" : value.Message);
    }
}
