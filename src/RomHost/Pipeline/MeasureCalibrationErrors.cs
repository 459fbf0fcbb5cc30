using System.Globalization;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>
/// Keeps the errors of models' forecasts of the calibration runs, which are forecast as test runs are. A part of the
/// evaluation stage where ensembles are dressed with them (<c>evaluation.ensemble</c> with
/// <c>evaluation.calibration</c>); those of <c>romhost forecast</c> too.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="inputs">What the evaluations share.</param>
internal sealed class MeasureCalibrationErrors(ExperimentContext context, EvaluationInputs inputs)
{
    private const string LeftOut = "left_out";

    /// <summary>The errors of a model's forecasts of calibration runs; null where ensembles do not need them.</summary>
    /// <param name="context">The experiment, which has calibration runs.</param>
    /// <param name="model">The model.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static Artifact? ArtifactOf(ExperimentContext context, ModelPlan model, int longestLag)
    {
        if (!DressingErrors.AreNeeded(context)) return null;
        var inputs = context.Store.Configured(DressingErrors.Keys);
        inputs["longest_lag"] = longestLag.ToString(CultureInfo.InvariantCulture);
        inputs["upstream.calibration_runs"] = CalibrationRuns.EnsembleOf(context).Fingerprint;
        return DressingErrors.ArtifactOf(context, model, inputs);
    }

    /// <summary>Measures the errors of models that are not current, and warns where that fails.</summary>
    /// <param name="models">The models.</param>
    public void Run(IReadOnlyList<TrainedModel> models)
    {
        // Of all models, and no longer than for them.
        var states = new Lazy<CalibrationStates>(() => CalibrationStates.Read(context, inputs));
        context.ForEachInTurn(models, model =>
        {
            if (ArtifactOf(context, model.Plan, inputs.LongestLag) is not { } artifact) return;
            var record = context.Store.MakeOrDefer(
                artifact, () => HeldOutFacts.Attempt(context, () => Make(model, states)), context.Display).Record!;
            DressingErrors.WarnOfFailure(context, model.Plan, record);
            if (record.Facts.NumberAt(LeftOut) is > 0 and var left)
            {
                context.Display.Warn(
                    $"{model.Name}: forecasts of {left} of {left + record.Facts.NumberAt("runs")} calibration runs "
                    + "have no errors, and its ensembles lack them, which flatters the model");
            }
        });
    }

    private MadeArtifact Make(TrainedModel model, Lazy<CalibrationStates> states)
    {
        // Those of another model would be taken for its own by a forecast, should this attempt end half-way.
        AtomicFile.Delete(context.Folder.ForecastErrors(model.Name));
        if (!DressingErrors.AreNeeded(context, IWrappedModel.EnsembleOf(model.Model!) is not null))
            return HeldOutFacts.Of([], 0);
        var paths = PathsOf(model, states.Value);
        var made = DressingErrors.Write(context, model.Plan, paths, "calibration");
        made.Facts[LeftOut] = states.Value.Runs.Count - paths.Count;
        return made;
    }

    private ErrorPaths PathsOf(TrainedModel model, CalibrationStates states)
    {
        var data = states.Data.Select(context.Components.ChannelsOf(model.Plan));
        var (errors, reasons) = (new ErrorPath?[data.RunCount], new string?[data.RunCount]);
        using (var task = context.Display.Begin(
            $"Forecasting calibration runs with {model.Name}", data.RunCount, "run"))
        {
            using var work = context.Components.Begin("the errors of forecasts", model.Plan, " of calibration runs");
            context.ForEach(data.RunCount, k =>
            {
                (errors[k], reasons[k]) = Attempt(k);
                task.Advance();
            });
        }
        var paths = new ErrorPaths(data.Dimension);
        for (int k = 0; k < errors.Length; k++)
        {
            if (errors[k] is { } path) paths.Add(path with { Run = states.Runs[k] });
        }
        int left = errors.Length - paths.Count;
        return left <= StateRange.MostDiverged * errors.Length && paths.Count >= 2
            ? paths
            : throw new InvalidDataException(
                $"expected at most {StateRange.MostDiverged:P0} of {errors.Length} calibration runs whose forecast "
                + $"fails, found {left}, of which run {states.Runs[Array.FindIndex(errors, path => path is null)]}: "
                + reasons.First(reason => reason is not null));

        (ErrorPath? Errors, string? Reason) Attempt(int k)
        {
            var (frames, start) = (data.FrameCount(k), states.Starts[k]);
            if (frames <= start)
            {
                return (null, $"it has {NumberText.Count(frames, "ROM frame")}, the forecast would begin at frame "
                    + $"{start}; lengthen test.duration, or begin earlier (evaluation.forecast_start, models[].lag)");
            }
            try
            {
                return ErrorPath.Of(model.Model!, data, k, start) is { } path
                    ? (path, null)
                    : (null, "it overflows; give the model a larger penalty, or leave it out");
            }
            catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
            {
                return (null, PluginFailure.Describe(e));
            }
        }
    }
}
