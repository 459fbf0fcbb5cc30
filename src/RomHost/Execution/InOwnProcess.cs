using System.Diagnostics;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Execution;

/// <summary>Runs each model in a process of its own, so that its faults affect this model only.</summary>
internal sealed class InOwnProcess : IModelRuntime
{
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
