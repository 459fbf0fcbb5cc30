using Rom.Abstractions;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>
/// Measures the variance that a model's forecasts leave: trains it without a fifth of the training runs, and forecasts
/// these as test runs are forecast. A part of the training stage where forecasts are lifted to mean densities.
/// </summary>
/// <param name="runtimes">Where models are trained.</param>
internal sealed class MeasureForecastVariance(ModelRuntimes runtimes)
{
    // Forecasts that are held in memory at once; their errors are added in the order of runs.
    private const int AtOnce = 16;

    /// <summary>The covariances of a model's forecasts; null where lifting does not need them.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static Artifact? ArtifactOf(ExperimentContext context, ModelPlan model)
    {
        var options = context.Experiment.Options;
        if (options.Evaluation.Lift == Lift.State || ExperimentReduction.IsLinear(options.Reduction)) return null;
        return HeldOutFacts.ArtifactOf(
            context, model, "forecast variance", context.Folder.VarianceRecord(model.Name),
            context.Folder.ForecastVariance(model.Name),
            HeldOutFacts.InputsOfFolds(context, "evaluation.forecast_start"));
    }

    /// <summary>Returns why a model's forecasts are lifted without their variance; null where they are not.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static string? FailureOf(ExperimentContext context, ModelPlan model) =>
        ArtifactOf(context, model) is { } artifact && ArtifactRecord.Read(artifact.RecordPath) is { } record
            ? HeldOutFacts.FailureIn(record.Facts)
            : null;

    /// <summary>Whether the variance of a model's forecasts will be there, if its measurement succeeds.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static bool IsForeseen(ExperimentContext context, ModelPlan model) =>
        ArtifactOf(context, model) is { } artifact
        && (context.Store.Look(artifact).Reason is not null || FailureOf(context, model) is null);

    /// <summary>Reads the covariances of a model's forecasts.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="dimension">The latent dimension r of the density.</param>
    /// <returns>The covariances; null where there are none.</returns>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another experiment.</exception>
    public static ForecastVariance? Read(ExperimentContext context, ModelPlan model, int dimension) =>
        ArtifactOf(context, model) is { } artifact
            && ArtifactRecord.Read(artifact.RecordPath) is { } record
            && HeldOutFacts.FailureIn(record.Facts) is null
                ? ForecastVariance.Read(context.Folder.ForecastVariance(model.Name), dimension, context.Cancellation)
                : null;

    /// <summary>Measures the variance of a trained model, and warns where that fails.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="read">Reads the latent trajectories of the training runs.</param>
    /// <returns>Duration [s].</returns>
    public double Run(ExperimentContext context, ModelPlan model, Func<LatentDataset> read)
    {
        if (ArtifactOf(context, model) is not { } artifact)
        {
            context.Store.Remove(
                [context.Folder.VarianceRecord(model.Name), context.Folder.ForecastVariance(model.Name)]);
            return 0;
        }
        var (record, _) = context.Store.MakeOrDefer(
            artifact, () => HeldOutFacts.Attempt(context, () => Make(context, model, read())), context.Display);
        if (HeldOutFacts.FailureIn(record!.Facts) is { } failure)
        {
            context.WarnOfFailure(
                $"{model.Name}: the variance of its forecasts could not be measured, so they are lifted without it: "
                + failure, record.Facts.TextAt("stack"));
        }
        return record.Seconds;
    }

    private MadeArtifact Make(ExperimentContext context, ModelPlan model, LatentDataset data)
    {
        var used = data.Select(context.Components.ChannelsOf(model));
        var variance = ErrorsOf(context, model, used, out int runs).Mean();
        if (!variance.Covariances.All(double.IsFinite))
        {
            throw new InvalidDataException(
                "expected forecasts of held-out training runs whose errors have a finite square, found larger ones: "
                + "the model leaves the range of its data");
        }
        string path = context.Folder.ForecastVariance(model.Name);
        variance.Write(path, context.Experiment.Compress);
        return HeldOutFacts.Of([path], runs);
    }

    private ForecastErrors ErrorsOf(ExperimentContext context, ModelPlan model, LatentDataset data, out int heldOut)
    {
        if (data.RunCount < 2)
        {
            throw new InvalidDataException(
                "expected two training runs at least, of which one is forecast, found one; simulate more "
                + "(train.initial_conditions), or set evaluation.lift: state");
        }
        var folded = HeldOutFacts.Folded(context, data);
        using var task = context.Display.Begin($"Forecasting training runs with {model.Name}", 2, "");
        using var work = context.Components.Begin("the measurement of its forecasts' variance", model);
        var fitted = runtimes.Of(model).Fit(context, model, folded, fold: 0);
        try
        {
            task.Advance();
            int start = ForecastStart.FrameOf(
                data.TimeStep, context.Experiment.Options.Evaluation.ForecastStart, fitted.Lag);
            int[] runs = [.. folded.Folds[0].Where(run => data.FrameCount(run) > start)];
            heldOut = runs.Length;
            if (runs.Length == 0)
            {
                throw new InvalidDataException(
                    $"expected training runs that go on after frame {start}, where forecasts begin, found none; "
                    + "lengthen train.duration, or set evaluation.lift: state");
            }
            int pod = data.Channels[0].Length;
            var errors = new ForecastErrors(pod, runs.Max(data.FrameCount) - start);
            foreach (int[] chunk in runs.Chunk(AtOnce))
            {
                var forecasts = new double[chunk.Length][];
                context.ForEach(chunk.Length, i => forecasts[i] = ForecastOf(context, fitted, data, chunk[i], start));
                for (int i = 0; i < chunk.Length; i++)
                    errors.Add(data.Run(chunk[i])[(start * data.Dimension)..], forecasts[i], data.Dimension);
            }
            task.Advance();
            return errors;
        }
        finally
        {
            (fitted as IDisposable)?.Dispose();
        }
    }

    private static double[] ForecastOf(
        ExperimentContext context, IRomModel fitted, LatentDataset data, int run, int start)
    {
        int steps = data.FrameCount(run) - start;
        var states = new double[checked((steps + ForecastErrors.BeyondOf(steps)) * data.Dimension)];
        // A copy: a read-only span does not prevent a plugin from writing.
        fitted.Forecast(
            data.Window(run, start, fitted.Lag).ToArray(), steps + ForecastErrors.BeyondOf(steps), states);
        return states.All(double.IsFinite)
            ? states
            : throw new InvalidDataException(
                $"expected a finite forecast of training run {run} ({context.Experiment.TrainRuns[run].Label}), which "
                + "was held out, found values that are not finite");
    }
}
