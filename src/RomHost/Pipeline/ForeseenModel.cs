using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>A model as the stages after training will find it, if its training succeeds.</summary>
/// <param name="Plan">Its part of the configuration.</param>
/// <param name="Lag">Its window [frames]; of a model that is not trained yet, the longest that it may have.</param>
/// <param name="Awaits">What decides its options and is not known yet; null where they are known.</param>
internal sealed record ForeseenModel(ModelPlan Plan, int Lag, string? Awaits)
{
    /// <summary>Returns the models of an experiment without those that are known to have failed.</summary>
    /// <param name="context">The experiment.</param>
    public static IReadOnlyList<ForeseenModel> Of(ExperimentContext context) =>
        [.. context.Experiment.Models.Select(model => Of(context, model)).OfType<ForeseenModel>()];

    private static ForeseenModel? Of(ExperimentContext context, ModelPlan model)
    {
        var item = TrainModels.ItemOf(context, model);
        if (item.Awaits is null && context.Store.Look(item.Artifact).Record is { } record)
        {
            var facts = TrainingFacts.FromJson(record.Facts);
            return facts.Status == ModelStatus.Ok ? new(model, facts.Lag ?? context.LongestLag, null) : null;
        }
        // Where no trainer can be made, the training fails.
        return context.Lags.TryGetValue(model.Name, out int lag) ? new(model, lag, item.Awaits) : null;
    }
}
