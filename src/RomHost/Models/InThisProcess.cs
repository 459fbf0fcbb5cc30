using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Models;

/// <summary>Runs models in the process of the host.</summary>
internal sealed class InThisProcess : IModelRuntime
{
    /// <inheritdoc/>
    public TrainingOutcome Train(
        ExperimentContext context, ModelPlan model, Lazy<TrainingData> data, string folder,
        IProgress<TrainingProgress> progress)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (model.TimeLimit is { } seconds) stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        var limited = context with { Cancellation = stop.Token };
        try
        {
            return data.Value.Lend(lent => new ModelTraining(limited, model).Run(lent, folder, progress));
        }
        catch (OperationCanceledException e) when (!context.Cancellation.IsCancellationRequested)
        {
            return TrainingOutcome.Failed(model.ExcessOf("training"), e, model.TimeLimit ?? 0);
        }
    }

    /// <inheritdoc/>
    public IRomModel Load(ExperimentContext context, ModelPlan model, int? dimension) => ModelContract.Checked(
        TrainedModel.LoadFrom(context, model), "Load", context.Components.CreateTrainer(model).MaxLag, dimension);
}
