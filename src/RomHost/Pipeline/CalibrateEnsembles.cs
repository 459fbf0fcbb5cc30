using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Forecasting.Files;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation.Ensembles;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>
/// Simulates runs that nothing is fitted to, and finds how far they lie outside of the intervals of the models'
/// ensembles: a part of the evaluation stage where <c>evaluation.calibration</c> asks for it. Thread-safe.
/// </summary>
/// <remarks>
/// Runs have the initial conditions of the test runs in equal shares, and seeds of their own: they are exchangeable
/// with a test run that is drawn from among them.
/// </remarks>
/// <param name="context">The experiment.</param>
/// <param name="inputs">What the evaluations share.</param>
/// <param name="ensembles">What makes ensembles.</param>
internal sealed class CalibrateEnsembles(ExperimentContext context, EvaluationInputs inputs, ModelEnsembles ensembles)
{
    // Separates the streams from those of other runs and ensembles.
    private const ulong RunStream = 0x63616C6962, MemberStream = 0x63616C6962656E;

    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<string, QuantityCalibration>>> found = new();

    /// <summary>The artifacts of all calibration runs of a model, as an input of others; null for none.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static string? FingerprintOf(ExperimentContext context, ModelPlan model, int longestLag) =>
        CountOf(context) is > 0 and var count
            ? ArtifactRecord.FingerprintOf(Enumerable.Range(0, count).ToDictionary(
                Text, index => ArtifactOf(context, model, index, longestLag).Fingerprint))
            : null;

    /// <summary>Lists the artifacts of the calibration runs.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="models">The models whose options are known.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static IEnumerable<StageItem> Items(
        ExperimentContext context, IReadOnlyList<ModelPlan> models, int longestLag)
    {
        for (int index = 0; index < CountOf(context); index++)
        {
            yield return new(RunOf(context, index));
            foreach (var model in models)
                yield return new(ArtifactOf(context, model, index, longestLag)) { Model = model.Name };
        }
    }

    /// <summary>Makes what is not current.</summary>
    /// <param name="models">The models.</param>
    public void Run(IReadOnlyList<TrainedModel> models)
    {
        int count = CountOf(context);
        context.Store.Remove(context.Folder.CalibrationFiles(count)); // of a larger number before
        if (count == 0) return;
        using var task = context.Display.Begin("Calibrating", count, "run");
        context.ForEach(count, index =>
        {
            context.Folder.Make(context.Folder.CalibrationRun(index).Root);
            bool isKept = !context.Store.MakeOrDefer(RunOf(context, index), () => Simulate(index)).IsComputed;
            foreach (var model in models)
            {
                isKept &= !context.Store.MakeOrDefer(
                    ArtifactOf(context, model.Plan, index, inputs.LongestLag), () => Compare(index, model)).IsComputed;
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
                [.. Enumerable.Range(0, CountOf(context)).Select(index => ExcessOf(model, index, quantity))])))
            .Where(one => one.Calibration is not null)
            .ToDictionary(one => one.quantity, one => one.Calibration!))).Value;

    private static int CountOf(ExperimentContext context) =>
        context.Experiment.Options.Evaluation.Calibration?.Runs ?? 0;

    // Evenly over the test runs: each initial condition has the same share as there, as far as the number allows.
    private static PlannedRun PlannedOf(ExperimentContext context, int index) => context.Experiment.TestRuns[
        (int)((long)index * context.Experiment.TestRuns.Count / CountOf(context))];

    private static Artifact RunOf(ExperimentContext context, int index)
    {
        var folder = context.Folder.CalibrationRun(index);
        return context.Store.Declare($"calibration run {index}", folder.Metadata, () =>
        {
            var run = GenerateEnsemble.ArtifactOf(context, Split.Test, PlannedOf(context, index));
            return new Dictionary<string, string>(run.Inputs) { ["calibration.index"] = Text(index) };
        }, reuse: new() { Files = [folder.Density] });
    }

    private static Artifact ArtifactOf(ExperimentContext context, ModelPlan model, int index, int longestLag)
    {
        var folder = context.Folder.CalibrationRun(index);
        var needed = ScoreEnsembles.InputsOf(context, longestLag);
        needed["calibration.index"] = Text(index);
        needed["upstream.run"] = RunOf(context, index).Fingerprint;
        ScoreEnsembles.AddModel(needed, context, model);
        return new($"calibration of {model.Name}", folder.CalibrationRecord(model.Name), needed)
        {
            CheckFacts = facts => EnsembleFacts.FromJson(facts),
            Reuse = new() { FurtherFiles = [folder.Calibration(model.Name)] },
        };
    }

    private MadeArtifact Simulate(int index)
    {
        var (run, folder) = (PlannedOf(context, index), context.Folder.CalibrationRun(index));
        var simulation = new RunSimulation(context, Split.Test, run, $"calibration run {Text(index)} ({run.Label})");
        ulong seed = RandomStream.DeriveSeed(context.Experiment.Options.Seed, RunStream, (ulong)index);
        var trajectory = simulation.Simulate(simulation.Description with { Seed = seed });
        DensityFile.Write(folder.Density, simulation.EstimateFields(trajectory), context.Experiment.Compress);
        return new(
            [folder.Density], new JsonObject { ["run"] = index, ["label"] = run.Label, ["seed"] = seed });
    }

    private MadeArtifact Compare(int index, TrainedModel model)
    {
        var folder = context.Folder.CalibrationRun(index);
        var (facts, failure) = ScoreEnsembles.Attempt(context, () =>
        {
            var (reducer, truth) = RunEvaluation.TruthOf(context, inputs, PlannedOf(context, index), folder);
            var setting = new EnsembleSetting(
                reducer, context.Experiment.Options.Evaluation, truth,
                context.Experiment.Options.Reduction.ShiftForecast);
            ulong seed = RandomStream.DeriveSeed(context.Experiment.Options.Seed, MemberStream, (ulong)index);
            var scoring = new EnsembleScoring(setting, [], seed) { IsCalibrating = true };
            using var work = context.Components.Begin(
                "the ensemble", model.Plan, $" for calibration run {Text(index)}");
            var scored = ScoreEnsembles.Score(context, setting, scoring, ensembles, model, seed);
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

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);
}
