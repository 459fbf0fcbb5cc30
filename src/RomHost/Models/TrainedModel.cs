using System.Text.Json.Nodes;
using Rom.Abstractions;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Plugins;
using RomHost.Serialization;

namespace RomHost.Models;

/// <summary>A model as the stages after training find it: its record, and the model itself when there is one.</summary>
/// <param name="Plan">Its part of the configuration.</param>
/// <param name="Status">What became of the training.</param>
/// <param name="Message">Why there is no model, if there is none.</param>
/// <param name="TrainingSeconds">How long the training took.</param>
/// <param name="Model">The model, loaded from its files.</param>
internal sealed record TrainedModel(
    ModelPlan Plan, ModelStatus Status, string? Message, double TrainingSeconds, IRomModel? Model)
{
    private const string Stack = "stack";

    /// <summary>The model's name.</summary>
    public string Name => Plan.Name;

    /// <summary>What was thrown when a trained model was loaded; null where it was loaded or is none.</summary>
    public Exception? LoadFailure { get; init; }

    /// <summary>Loads every model of an experiment from its folder.</summary>
    /// <param name="context">The stage's context.</param>
    /// <returns>The models; disposing the list disposes those that can be.</returns>
    public static TrainedModels LoadAll(StageContext context) => new(context.Experiment.Models.Select(model => Load(context, model)));

    /// <summary>The facts that the record of a training without a model holds.</summary>
    /// <param name="status">What became of it.</param>
    /// <param name="message">Why there is no model.</param>
    /// <param name="thrown">What was thrown; its stack stays in the record.</param>
    public static JsonObject FactsOf(ModelStatus status, string message, Exception thrown) => new()
    {
        ["status"] = status.ToString().ToLowerInvariant(),
        ["message"] = message,
        [Stack] = PluginFailure.StackOf(thrown),
    };

    /// <summary>The facts that the record of a trained model holds.</summary>
    /// <param name="model">The model, checked.</param>
    public static JsonObject FactsOf(IRomModel model) => new()
    {
        ["status"] = nameof(ModelStatus.Ok).ToLowerInvariant(),
        ["message"] = null,
        ["lag"] = model.Lag,
        ["latent_dimension"] = model.LatentDimension,
        ["parameters"] = model.ParameterCount,
        ["parameter_bytes"] = model.ParameterBytes,
        ["diagnostics"] = JsonText.Tree(model.Diagnostics),
    };

    /// <summary>The status in a record's facts.</summary>
    /// <param name="record">The record of a training.</param>
    public static ModelStatus StatusOf(ArtifactRecord record) =>
        Enum.TryParse((string?)record.Facts["status"], ignoreCase: true, out ModelStatus status) ? status : ModelStatus.Failed;

    /// <summary>Whether a record is of a model that there is.</summary>
    /// <param name="record">The record of a training, or null.</param>
    public static bool IsTrained(ArtifactRecord? record) => record is not null && StatusOf(record) == ModelStatus.Ok;

    /// <summary>The message in a record's facts.</summary>
    /// <param name="record">The record of a training.</param>
    public static string? MessageOf(ArtifactRecord record) => (string?)record.Facts["message"];

    /// <summary>The stack of what was thrown, in a record's facts.</summary>
    /// <param name="record">The record of a training.</param>
    public static string? StackOf(ArtifactRecord record) => (string?)record.Facts[Stack];

    /// <summary>Loads a model from its folder, here, as it is.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static IRomModel LoadFrom(StageContext context, ModelPlan model) =>
        context.CreateTrainer(model).Load(context.Folder.Model(model.Name));

    /// <summary>Loads a model from its folder, and checks it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static TrainedModel Load(StageContext context, ModelPlan model)
    {
        string recordPath = TrainModels.RecordOf(context.Folder, model.Name);
        if (ArtifactRecord.Read(recordPath) is not { } record)
            return new(model, ModelStatus.Failed, "its training failed", 0, null);
        var status = StatusOf(record);
        if (status != ModelStatus.Ok) return new(model, status, MessageOf(record), record.Seconds, null);
        try
        {
            var loaded = context.RuntimeOf(model).Load(context, model, (int?)record.Facts["latent_dimension"]);
            if (record.MissingOutput(recordPath) is { } missing)
                throw new ContractBreachException($"Load: expected the model's files as they were, found {missing}");
            context.Folder.Make(context.Folder.Model(model.Name)); // its loading may have put a link there
            return new(model, status, null, record.Seconds, loaded);
        }
        catch (Exception e)
        {
            var failure = new ModelUnloadableException(e);
            MakeAgain(context.Folder.Model(model.Name));
            if (context.KeepsRecords) RecordFailure(recordPath, record, failure);
            return new(model, ModelStatus.Failed, failure.Message, record.Seconds, null) { LoadFailure = e };
        }
    }

    // Its loading may have deleted it, or put a file or a link there.
    private static void MakeAgain(string folder)
    {
        if (RealFolder.Exists(folder)) return;
        RealFolder.Remove(folder);
        Directory.CreateDirectory(folder);
    }

    // The record said that the model was trained well; another start trains it again.
    private static void RecordFailure(string path, ArtifactRecord record, ModelUnloadableException failure) =>
        ArtifactRecord.Of(
            path, new Dictionary<string, string>(record.Inputs) { [Staleness.Outcome] = Staleness.Failed }, [],
            FactsOf(ModelStatus.Failed, failure.Message, failure), record.Seconds).Write(path);
}
