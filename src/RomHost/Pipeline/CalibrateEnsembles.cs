using System.Collections.Concurrent;
using Rom.Forecasting.Reduction;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.Ensembles;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>
/// Finds how far calibration runs lie outside of the intervals of the models' ensembles: a part of the evaluation stage
/// where <c>evaluation.calibration</c> asks for it. Thread-safe.
/// </summary>
/// <remarks>
/// The members of a calibration run are made without its own error, as those of a test run are.
/// </remarks>
/// <param name="context">The experiment.</param>
/// <param name="inputs">What the evaluations share.</param>
/// <param name="ensembles">What makes ensembles.</param>
internal sealed class CalibrateEnsembles(ExperimentContext context, EvaluationInputs inputs, ModelEnsembles ensembles)
{
    // Separates the streams from those of other ensembles.
    private const ulong MemberStream = 0x63616C6962656E;

    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<string, QuantityCalibration>>> found = new();

    /// <summary>All calibrations of a model, as an input of others; null for none.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static string? FingerprintOf(ExperimentContext context, ModelPlan model, int longestLag)
    {
        if (CalibrationRuns.CountOf(context) == 0) return null;
        return ArtifactRecord.FingerprintOf(InputsOf(context, model, longestLag));
    }

    /// <summary>Lists the artifacts of calibration runs, in the order in which they are made.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="models">The models whose options are known.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static IEnumerable<StageItem> Items(
        ExperimentContext context, IReadOnlyList<ModelPlan> models, int longestLag)
    {
        int count = CalibrationRuns.CountOf(context);
        if (count == 0) yield break;
        for (int index = 0; index < count; index++) yield return new(CalibrationRuns.ArtifactOf(context, index));
        foreach (var model in models)
        {
            if (MeasureCalibrationErrors.ArtifactOf(context, model, longestLag) is { } errors)
                yield return new(errors) { Model = model.Name };
        }
        for (int index = 0; index < count; index++)
        {
            foreach (var model in models)
                yield return new(ArtifactOf(context, model, index, longestLag)) { Model = model.Name };
        }
    }

    /// <summary>Makes what is not current.</summary>
    /// <param name="models">The models.</param>
    public void Run(IReadOnlyList<TrainedModel> models)
    {
        int count = CalibrationRuns.CountOf(context);
        context.Store.Remove(context.Folder.CalibrationFiles(count)); // of a larger number before
        if (count == 0) return;
        CalibrationRuns.Run(context);
        new MeasureCalibrationErrors(context, inputs).Run(models);
        using var task = context.Display.Begin("Calibrating", count, "run");
        context.ForEach(count, index =>
        {
            var truth = new Lazy<(Reducer, RunReference)>(() => RunEvaluation.TruthOf(
                context, inputs, CalibrationRuns.PlannedOf(context, index), context.Folder.CalibrationRun(index)));
            bool isKept = true;
            foreach (var model in models)
            {
                isKept &= !context.Store.MakeOrDefer(
                    ArtifactOf(context, model.Plan, index, inputs.LongestLag),
                    () => Compare(index, truth, model)).IsComputed;
            }
            if (isKept) task.Kept();
            task.Advance();
        });
    }

    /// <summary>Returns the calibrations of a model's intervals by quantity; empty for none.</summary>
    /// <param name="model">The model.</param>
    public IReadOnlyDictionary<string, QuantityCalibration> Of(ModelPlan model) => found.GetOrAdd(
        model.Name, _ => new(() => Quantity.All
            .Select(quantity => (quantity, Calibration: QuantityCalibration.Of(
                [
                    .. Enumerable.Range(0, CalibrationRuns.CountOf(context))
                        .Select(index => ExcessOf(model, index, quantity)),
                ])))
            .Where(one => one.Calibration is not null)
            .ToDictionary(one => one.quantity, one => one.Calibration!))).Value;

    private static Dictionary<string, string> InputsOf(ExperimentContext context, ModelPlan model, int longestLag)
    {
        var needed = ScoreEnsembles.InputsOf(context, longestLag);
        ScoreEnsembles.AddModel(needed, context, model, longestLag);
        // Members have errors of all runs: of forecasts, or at least of what the modes leave out.
        needed["upstream.calibration_runs"] = CalibrationRuns.EnsembleOf(context).Fingerprint;
        return needed;
    }

    private static Artifact ArtifactOf(ExperimentContext context, ModelPlan model, int index, int longestLag)
    {
        var folder = context.Folder.CalibrationRun(index);
        var needed = InputsOf(context, model, longestLag);
        needed["calibration.index"] = CalibrationRuns.TextOf(index);
        needed["upstream.run"] = CalibrationRuns.ArtifactOf(context, index).Fingerprint;
        return new($"calibration of {model.Name}", folder.CalibrationRecord(model.Name), needed)
        {
            CheckFacts = facts => EnsembleFacts.FromJson(facts),
            Reuse = new() { FurtherFiles = [folder.Calibration(model.Name)] },
        };
    }

    private MadeArtifact Compare(int index, Lazy<(Reducer Reducer, RunReference Run)> truth, TrainedModel model)
    {
        var folder = context.Folder.CalibrationRun(index);
        var (facts, failure) = ScoreEnsembles.Attempt(context, () =>
        {
            var setting = new EnsembleSetting(
                truth.Value.Reducer, context.Experiment.Options.Evaluation, truth.Value.Run,
                context.Experiment.Options.Reduction.ShiftForecast);
            ulong seed = RandomStream.DeriveSeed(context.Experiment.Options.Seed, MemberStream, (ulong)index);
            var scoring = new EnsembleScoring(setting, [], seed) { IsCalibrating = true };
            using var work = context.Components.Begin(
                "the ensemble", model.Plan, $" for calibration run {CalibrationRuns.TextOf(index)}");
            var scored = ScoreEnsembles.Score(
                context, setting, scoring, ensembles.Of(model, calibrationRun: index), model, seed);
            if (scored.Status == ModelStatus.Ok)
                CalibrationFile.Write(folder.Calibration(model.Name), scoring.Excesses, context.Experiment.Compress);
            return scored;
        });
        string[] files = facts.Status == ModelStatus.Ok ? [folder.Calibration(model.Name)] : [];
        return new(files, (facts with { Quantities = [] }).ToJson()) { Outcome = failure };
    }

    private IntervalExcess? ExcessOf(ModelPlan model, int index, string quantity)
    {
        var folder = context.Folder.CalibrationRun(index);
        string record = folder.CalibrationRecord(model.Name);
        return ArtifactRecord.Read(record)?.FactsAs(record, EnsembleFacts.FromJson).Status == ModelStatus.Ok
            ? CalibrationFile.Read(folder.Calibration(model.Name), quantity, context.Cancellation)
            : null;
    }
}
