using System.Collections.Concurrent;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration.Sections;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Selection;

namespace RomHost.Pipeline;

/// <summary>
/// What makes the ensembles of an experiment's models, by <c>evaluation.ensemble.kind</c>. Made once for each model
/// when it is first needed, from the training runs alone. Thread-safe.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="runtimes">Where models are trained.</param>
/// <param name="longestLag">The longest lag of the models.</param>
internal sealed class ModelEnsembles(ExperimentContext context, ModelRuntimes runtimes, int longestLag)
{
    private const int MostFolds = 5;

    // Trainings end as soon as they give so many errors of whole forecasts; more than the most are not kept.
    private const int EnoughPaths = 50, MostPaths = 200;

    private readonly ConcurrentDictionary<string, Lazy<Innovations>> innovations = new();
    private readonly ConcurrentDictionary<(string Model, int Steps), Lazy<bool>> iterated = new();
    private readonly ConcurrentDictionary<(string Model, int Steps), Lazy<ErrorPaths>> errors = new();
    private readonly Lazy<LatentDataset> all =
        new(() => LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));

    private ForecastEnsembleOptions Options => context.Experiment.Options.Evaluation.Ensemble!;

    /// <summary>Returns what makes the ensembles of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="steps">The number of steps that are forecast.</param>
    /// <returns>The source, and its kind.</returns>
    /// <exception cref="InvalidDataException">There is none of the kind that the configuration asks for.</exception>
    public (IEnsembleSource Source, EnsembleKind Kind) Of(TrainedModel model, int steps)
    {
        var own = IWrappedModel.EnsembleOf(model.Model!);
        switch (Options.Kind)
        {
            case EnsembleKind.Model or EnsembleKind.Auto when own is not null:
                return (new OwnEnsemble(own), EnsembleKind.Model);
            case EnsembleKind.Model:
                throw new InvalidDataException(
                    "expected a model that forecasts members itself, found one that does not; choose "
                    + "evaluation.ensemble.kind: auto");
            case EnsembleKind.Auto when IsIterated(model, steps):
            case EnsembleKind.Innovations:
                var found = innovations.GetOrAdd(model.Name, _ => new(
                    () => Innovations.Of(model.Model!, DataOf(model), context.Cancellation))).Value;
                return (
                    new InnovationEnsemble(model.Model!, found, Options.Block ?? found.DefaultBlock),
                    EnsembleKind.Innovations);
            default:
                var paths = errors.GetOrAdd(
                    (model.Name, steps), _ => new(() => ErrorsOf(model, DataOf(model), steps))).Value;
                return (new DressedEnsemble(model.Model!, paths), EnsembleKind.Dressing);
        }
    }

    private LatentDataset DataOf(TrainedModel model) => all.Value.Select(context.Components.ChannelsOf(model.Plan));

    private bool IsIterated(TrainedModel model, int steps) => iterated.GetOrAdd(
        (model.Name, steps),
        _ => new(() => IteratedStep.Explains(model.Model!, DataOf(model), steps))).Value;

    // Cross-fitted: the errors of forecasts of runs that a model was trained on are too small.
    private ErrorPaths ErrorsOf(TrainedModel model, LatentDataset data, int steps)
    {
        if (data.RunCount < 2)
            throw new InvalidDataException(
                "expected two training runs at least, of which one is forecast, found one; simulate more "
                + "(train.initial_conditions)");
        var paths = new ErrorPaths(data.Dimension, steps);
        int folds = Math.Min(MostFolds, data.RunCount);
        var folded = new FoldedData(data, Folds.Of(data.RunCount, folds, context.Experiment.Options.Seed));
        int start = ForecastStart.FrameOf(
            data.TimeStep, context.Experiment.Options.Evaluation.ForecastStart, longestLag);
        using var work = context.Components.Begin("the errors of forecasts", model.Plan, " of training runs");
        for (int fold = 0; fold < folds && paths.Count < EnoughPaths; fold++)
        {
            var fitted = runtimes.Of(model.Plan).Fit(context, model.Plan, folded, fold);
            try
            {
                foreach (int run in folded.Folds[fold])
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    if (data.FrameCount(run) > start && paths.Count < MostPaths) paths.Add(fitted, data, run, start);
                }
            }
            finally
            {
                (fitted as IDisposable)?.Dispose();
            }
        }
        return paths.Count > 0
            ? paths
            : throw new InvalidDataException(
                $"expected training runs that go on after frame {start}, where forecasts begin, found none; lengthen "
                + "train.duration");
    }
}
