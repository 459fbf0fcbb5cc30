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
        ExperimentContext context, ModelPlan model, TrainingData data, string folder,
        IProgress<TrainingProgress> progress)
    {
        using var stop = LimitOf(context, model);
        var training = new ModelTraining(context with { Cancellation = stop.Token }, model);
        try
        {
            return data.Lend(
                context.Components.ChannelsOf(model),
                lent => training.Run(lent, folder, progress),
                (outcome, breach) => TrainingOutcome.Failed(breach.Message, breach, outcome.Seconds));
        }
        catch (OperationCanceledException e) when (!context.Cancellation.IsCancellationRequested)
        {
            return TrainingOutcome.Failed(model.ExcessOf("training"), e, model.TimeLimit ?? 0);
        }
    }

    /// <inheritdoc/>
    public IRomModel Fit(ExperimentContext context, ModelPlan model, FoldedData data, int fold)
    {
        using var stop = LimitOf(context, model);
        var training = new ModelTraining(context with { Cancellation = stop.Token }, model);
        try
        {
            return training.Fit(data, fold);
        }
        catch (OperationCanceledException e) when (!context.Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(model.ExcessOf("training"), e);
        }
    }

    /// <inheritdoc/>
    public IRomModel Load(ExperimentContext context, ModelPlan model, int? dimension) => ModelContract.Checked(
        TrainedModel.LoadFrom(context, model), "Load", context.Components.CreateTrainer(model).MaxLag, dimension);

    private static CancellationTokenSource LimitOf(ExperimentContext context, ModelPlan model)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (model.TimeLimit is { } seconds) stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        return stop;
    }
}
