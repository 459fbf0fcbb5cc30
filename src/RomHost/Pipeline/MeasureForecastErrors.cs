using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Plugins;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>
/// Keeps the errors of a model's forecasts of training runs that it was not trained on: trains it without a fifth of
/// the runs, and without further fifths until there are enough. A part of the training stage where ensembles are
/// dressed with them (<c>evaluation.ensemble</c>, without <c>evaluation.calibration</c>); those of
/// <c>romhost forecast</c> too.
/// </summary>
/// <param name="runtimes">Where models are trained.</param>
internal sealed class MeasureForecastErrors(ModelRuntimes runtimes)
{
    // Trainings end as soon as they give so many errors of whole forecasts; more than the most are not kept.
    private const int EnoughPaths = 50, MostPaths = 200;

    /// <summary>The errors of a model's forecasts of training runs; null where ensembles do not need them.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static Artifact? ArtifactOf(ExperimentContext context, ModelPlan model) =>
        DressingErrors.AreNeeded(context) && CalibrationRuns.CountOf(context) == 0
            ? DressingErrors.ArtifactOf(context, model, HeldOutFacts.InputsOfFolds(context, DressingErrors.Keys))
            : null;

    /// <summary>Measures the errors of a trained model, and warns where that fails.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="read">Reads the latent trajectories of the training runs.</param>
    /// <returns>Duration [s].</returns>
    public double Run(ExperimentContext context, ModelPlan model, Func<LatentDataset> read)
    {
        if (!DressingErrors.AreNeeded(context))
        {
            context.Store.Remove(
                [context.Folder.ErrorsRecord(model.Name), context.Folder.ForecastErrors(model.Name)]);
        }
        if (ArtifactOf(context, model) is not { } artifact) return 0;
        var (record, _) = context.Store.MakeOrDefer(
            artifact, () => HeldOutFacts.Attempt(context, () => Make(context, model, read())), context.Display);
        DressingErrors.WarnOfFailure(context, model, record!);
        return record!.Seconds;
    }

    private MadeArtifact Make(ExperimentContext context, ModelPlan model, LatentDataset data)
    {
        // Those of another model would be taken for its own by a forecast, should this attempt end half-way.
        AtomicFile.Delete(context.Folder.ForecastErrors(model.Name));
        var used = data.Select(context.Components.ChannelsOf(model));
        return DressingErrors.AreNeeded(context, HasOwnEnsemble(context, model, used.Dimension))
            ? DressingErrors.Write(context, model, PathsOf(context, model, used), "training")
            : HeldOutFacts.Of([], 0);
    }

    private bool HasOwnEnsemble(ExperimentContext context, ModelPlan model, int dimension)
    {
        var loaded = runtimes.Of(model).Load(context, model, dimension);
        try
        {
            return IWrappedModel.EnsembleOf(loaded) is not null;
        }
        finally
        {
            (loaded as IDisposable)?.Dispose();
        }
    }

    // Cross-fitted: the errors of forecasts of runs that a model was trained on are too small.
    private ErrorPaths PathsOf(ExperimentContext context, ModelPlan model, LatentDataset data)
    {
        if (data.RunCount < 2)
        {
            throw new InvalidDataException(
                "expected two training runs at least, of which one is forecast, found one; simulate more "
                + "(train.initial_conditions), or choose evaluation.ensemble.kind: innovations");
        }
        var paths = new ErrorPaths(data.Dimension);
        var folded = HeldOutFacts.Folded(context, data);
        using var task = context.Display.Begin($"Forecasting training runs with {model.Name}", 1, "");
        using var work = context.Components.Begin("the errors of forecasts", model, " of training runs");
        for (int fold = 0; fold < folded.Folds.Count && paths.Count < EnoughPaths; fold++)
        {
            var fitted = runtimes.Of(model).Fit(context, model, folded, fold);
            try
            {
                int start = ForecastStart.FrameOf(
                    data.TimeStep, context.Experiment.Options.Evaluation.ForecastStart, fitted.Lag);
                foreach (int run in folded.Folds[fold])
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    if (data.FrameCount(run) <= start || paths.Count == MostPaths) continue;
                    paths.Add(ErrorPath.Of(fitted, data, run, start) ?? throw new InvalidDataException(
                        $"expected a finite forecast of training run {run}, found one that overflows; an ensemble "
                        + "needs a model that forecasts its own training runs"));
                }
            }
            finally
            {
                (fitted as IDisposable)?.Dispose();
            }
        }
        task.Advance();
        return paths.Count > 0
            ? paths
            : throw new InvalidDataException(
                "expected training runs that go on after the frame where forecasts begin, found none; lengthen "
                + "train.duration");
    }
}
