using System.Diagnostics;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Validation;

namespace RomHost.Execution;

/// <summary>Runs each model in a process of its own, so that its faults affect this model only.</summary>
internal sealed class InOwnProcess : IModelRuntime
{
    /// <summary>Asks a model's trainer, before anything of the experiment is made.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">Where its artifacts will be.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="model">The model.</param>
    /// <param name="size">The size of the training data.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="ModelProcessException">The plugin threw, or the process ended or took too long.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainerStatement Ask(
        Experiment experiment, ExperimentFolder folder, PluginCatalog catalog, ModelPlan model, TrainingSize size,
        CancellationToken cancellation)
    {
        using var process = new ModelProcess(experiment, folder, catalog, model, cancellation);
        return process.Ask(size);
    }

    /// <inheritdoc/>
    public TrainingOutcome Train(
        ExperimentContext context, ModelPlan model, TrainingData data, string folder,
        IProgress<TrainingProgress> progress)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var process = new ModelProcess(context, model);
            return process.Train(folder, progress);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            return TrainingOutcome.Failed(PluginFailure.Describe(e), e, watch.Elapsed.TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public IRomModel Fit(ExperimentContext context, ModelPlan model, FoldedData data, int fold)
    {
        var process = new ModelProcess(context, model);
        try
        {
            return new FittedElsewhere(process, process.Fit(data.Folds, fold));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IRomModel Load(ExperimentContext context, ModelPlan model, int? dimension) =>
        new IsolatedModel(context, model, dimension);
}
