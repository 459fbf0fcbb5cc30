using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Selection;

namespace RomHost.Pipeline;

/// <summary>
/// The facts of what is measured with forecasts of runs that a model was not trained on: message (why it is missing;
/// null where it is not), stack, and runs (the number of them).
/// </summary>
internal static class HeldOutFacts
{
    private const int MostFolds = 5;

    /// <summary>Returns the artifact of a measurement of a trained model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">Its name in messages, without that of the model.</param>
    /// <param name="recordPath">The path of its record.</param>
    /// <param name="file">Its file.</param>
    /// <param name="inputs">What it depends on beside the host and the model.</param>
    public static Artifact ArtifactOf(
        ExperimentContext context, ModelPlan model, string name, string recordPath, string file,
        IReadOnlyDictionary<string, string> inputs) =>
        new($"{name} of {model.Name}", recordPath, new Dictionary<string, string>(inputs)
        {
            [Staleness.Host] = HostBuild.Stages.ToString(),
            ["upstream.model"] = TrainModels.ArtifactOf(context, model).Fingerprint,
        })
        {
            CheckFacts = facts => FailureIn(facts),
            Reuse = new() { FurtherFiles = [file] },
        };

    /// <summary>Returns the inputs of what is measured with <see cref="Folded"/>.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="keys">The keys of the configuration on which it depends.</param>
    public static Dictionary<string, string> InputsOfFolds(ExperimentContext context, params string[] keys) =>
        new(context.Store.Configured(keys))
        {
            ["seed"] = context.Experiment.Options.Seed.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>Divides training runs into those that a model is trained on and those that it forecasts.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="data">The runs, at least two.</param>
    public static FoldedData Folded(ExperimentContext context, LatentDataset data) => new(
        data,
        Folds.Of(data.RunCount, Math.Min(MostFolds, data.RunCount), context.Experiment.Options.Seed));

    /// <summary>Returns what is recorded for a measurement.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="runs">The number of runs that were forecast.</param>
    public static MadeArtifact Of(string[] files, int runs) =>
        new(files, new JsonObject { ["message"] = null, ["runs"] = runs });

    /// <summary>Returns what is recorded where a measurement failed, and may succeed the next time.</summary>
    /// <param name="message">The reason.</param>
    public static MadeArtifact Failure(string message) =>
        new([], new JsonObject { ["message"] = message, ["stack"] = null }) { Outcome = Staleness.Failed };

    /// <summary>Returns why a measurement is missing; null where it is not.</summary>
    /// <param name="facts">Its facts.</param>
    public static string? FailureIn(JsonObject facts) => facts.TextAt("message");

    /// <summary>
    /// What is measured of a model, as far as it is foreseen: of one whose options are not chosen yet, or whose
    /// training failed, nothing is.
    /// </summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="training">Its training.</param>
    /// <param name="artifactOf">Its measurement; null for none.</param>
    public static StageItem? ItemOf(
        ExperimentContext context, ModelPlan model, StageItem training,
        Func<ExperimentContext, ModelPlan, Artifact?> artifactOf)
    {
        if (training.Awaits is not null || artifactOf(context, model) is not { } artifact) return null;
        bool hasFailed = context.Store.Look(training.Artifact).Record is { } record
            && TrainingFacts.FromJson(record.Facts).Status != ModelStatus.Ok;
        return hasFailed ? null : new StageItem(artifact) { Model = model.Name };
    }

    /// <summary>Measures; an exception is recorded.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="measure">Measures.</param>
    public static MadeArtifact Attempt(ExperimentContext context, Func<MadeArtifact> measure)
    {
        try
        {
            return measure();
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            // What lies in the data or the model would be the same the next time; anything else may succeed then.
            bool isLasting = e is InvalidDataException or TrainingDivergedException;
            string message = isLasting ? PluginFailure.Message(e) : PluginFailure.Describe(e);
            return new([], new JsonObject { ["message"] = message, ["stack"] = PluginFailure.StackOf(e) })
            {
                Outcome = isLasting ? null : Staleness.Failed,
            };
        }
    }
}
