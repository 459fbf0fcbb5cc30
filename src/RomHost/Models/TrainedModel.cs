using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Models;

/// <summary>A model for the stages after training: its record, and the loaded model if there is one.</summary>
/// <param name="Plan">Its part of the configuration.</param>
/// <param name="Status">The status of the training.</param>
/// <param name="Message">The reason why there is no model, if there is none.</param>
/// <param name="TrainingSeconds">Training time.</param>
/// <param name="Model">The model, loaded from its files.</param>
internal sealed record TrainedModel(
    ModelPlan Plan, ModelStatus Status, string? Message, double TrainingSeconds, IRomModel? Model)
{
    /// <summary>The model's name.</summary>
    public string Name => Plan.Name;

    /// <summary>The reason to doubt its training time; null for none.</summary>
    public string? TrainingDoubt { get; init; }

    /// <summary>The exception from loading a trained model; null for none.</summary>
    public Exception? LoadFailure { get; init; }

    /// <summary>Loads every model of an experiment from its folder.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="runtimes">Where models run.</param>
    /// <returns>The models; disposing the list disposes the disposable ones.</returns>
    public static TrainedModels LoadAll(ExperimentContext context, ModelRuntimes runtimes) =>
        new(context.Experiment.Models.Select(model => Load(context, runtimes, model)));

    /// <summary>Returns the reason to doubt the time of a training.</summary>
    /// <param name="record">The record of the training; null where there is none.</param>
    /// <returns>Null for a training of this experiment.</returns>
    public static string? TrainingDoubtOf(ArtifactRecord? record) => record?.LinkedFrom is { } other
        ? $"it was trained, and its training timed, in {other}, from which it is linked"
        : null;

    /// <summary>Loads a model from its folder in this process, without checks.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static IRomModel LoadFrom(ExperimentContext context, ModelPlan model) =>
        context.Components.CreateTrainer(model).Load(context.Folder.Model(model.Name));

    /// <summary>Loads a model from its folder, and checks it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="runtimes">Where models run.</param>
    /// <param name="model">The model.</param>
    public static TrainedModel Load(ExperimentContext context, ModelRuntimes runtimes, ModelPlan model)
    {
        string recordPath = context.Folder.ModelRecord(model.Name);
        if (ArtifactRecord.Read(recordPath) is not { } record)
            return new(model, ModelStatus.Failed, "its training failed", 0, null);
        var facts = record.FactsAs(recordPath, TrainingFacts.FromJson);
        if (facts.Status != ModelStatus.Ok) return new(model, facts.Status, facts.Message, record.Seconds, null);
        try
        {
            var loaded = runtimes.Of(model).Load(context, model, facts.LatentDimension);
            if (record.MissingOutput(recordPath) is { } missing)
                throw new ContractBreachException($"Load: expected the model's files as they were, found {missing}");
            context.Folder.Make(context.Folder.Model(model.Name)); // its loading may have put a link there
            return new(model, facts.Status, null, record.Seconds, loaded) { TrainingDoubt = TrainingDoubtOf(record) };
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            var failure = new ModelUnloadableException(e);
            MakeAgain(context.Folder.Model(model.Name));
            context.Store.Replace(recordPath, Failed(record, failure));
            return new(model, ModelStatus.Failed, failure.Message, record.Seconds, null) { LoadFailure = e };
        }
    }

    // Loading may have deleted the folder, or replaced it by a file or a link.
    private static void MakeAgain(string folder)
    {
        if (RealFolder.Exists(folder)) return;
        RealFolder.Remove(folder);
        Directory.CreateDirectory(folder);
    }

    // The record describes a trained model; another start trains it again, and removes files that it does not replace.
    private static ArtifactRecord Failed(ArtifactRecord record, ModelUnloadableException failure) => (record with
    {
        Inputs = new Dictionary<string, string>(record.Inputs) { [Staleness.Outcome] = Staleness.Failed },
        Facts = TrainingFacts.Of(ModelStatus.Failed, failure.Message, failure).ToJson(),
    }).Sealed();
}
