using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Memory;
using Rom.Forecasting.Plugins;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Benchmarking;

/// <summary>
/// Measures the costs of models besides their times: <c>runtime_costs.json</c>. Each model has its own record, so that
/// a stopped run continues with the next one; an impossible measurement becomes a note, and the others continue.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="runtimes">Where models run.</param>
/// <param name="analyzer">Measures the models.</param>
/// <param name="repeats">The models' repeated trainings.</param>
internal sealed class CostStudy(
    ExperimentContext context, ModelRuntimes runtimes, RuntimeAnalyzer analyzer, TrainingRepeats repeats)
{
    private const string RecordName = "measure_costs";
    private const double FirstSeconds = 5;

    private readonly Attempt attempt = new(context.Cancellation);

    /// <summary>The record of a model's costs.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="model">The model.</param>
    public static string RecordOf(ExperimentFolder folder, ModelPlan model) =>
        folder.StageRecord($"{RecordName}.{model.Name}");

    /// <summary>Makes missing or stale measurements.</summary>
    /// <param name="models">The models that were timed against each other.</param>
    /// <param name="artifactOf">The costs of a model.</param>
    /// <param name="entries">The models as contenders.</param>
    /// <param name="contest">The comparison, including its repeated trainings.</param>
    /// <param name="data">The training data.</param>
    /// <returns>The seconds for it.</returns>
    public double Run(
        IReadOnlyList<TrainedModel> models, Func<ModelPlan, Artifact> artifactOf,
        Lazy<IReadOnlyList<ContestModel>> entries, ContestReport contest, Func<LatentDataset> data)
    {
        var costs = new List<ModelCosts>();
        double seconds = 0;
        using var task = context.Display.BeginTimed("Measuring costs", models.Count, "model");
        foreach (var (index, model) in models.Index())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            task.Report(index, model.Name);
            var artifact = artifactOf(model.Plan);
            var record = context.Store.Make(artifact, () =>
            {
                context.Display.Say($"Measuring memory, growth and energy of {model.Name}");
                using var work = context.Components.Begin("the costs", model.Plan);
                return Measured(model, entries, contest, data) is { } measured
                    ? new MadeArtifact([], JsonNode.Parse(new CostReport([measured]).ToJson())!.AsObject())
                    : null;
            }, context.Display).Record;
            if (record is null) continue;
            var report = record.FactsAs(artifact.RecordPath, ReportIn);
            costs.AddRange(report.Models);
            seconds += record.Seconds;
        }
        task.Report(models.Count, "done");
        AtomicFile.WriteText(context.Folder.Costs, new CostReport(costs).ToJson());
        return seconds;
    }

    /// <summary>Removes the costs, also those of a stopped run.</summary>
    /// <param name="context">The experiment.</param>
    public static void Remove(ExperimentContext context) =>
        context.Store.Remove([.. context.Folder.StageRecords(RecordName), context.Folder.Costs]);

    /// <summary>Reads the costs of a model in its record.</summary>
    /// <param name="facts">The facts of the record.</param>
    /// <exception cref="System.Text.Json.JsonException">They hold no costs.</exception>
    public static CostReport ReportIn(JsonObject facts) => CostReport.FromJson(facts.ToJsonString());

    private ModelCosts? Measured(
        TrainedModel model, Lazy<IReadOnlyList<ContestModel>> entries, ContestReport contest, Func<LatentDataset> data)
    {
        try
        {
            return Of(model, entries, contest, data);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            context.WarnOfFailure(
                $"the costs of {model.Name} are not measured: {PluginFailure.Describe(e)}", PluginFailure.StackOf(e));
            return null;
        }
    }

    private ModelCosts Of(
        TrainedModel model, Lazy<IReadOnlyList<ContestModel>> entries, ContestReport contest, Func<LatentDataset> data)
    {
        var notes = new List<string>();
        double[]? trainings =
            contest.Cases.FirstOrDefault(one => one.Case == CaseResult.Training)?.Seconds.GetValueOrDefault(model.Name);
        int place = contest.Cases[0].Times.Keys.ToList().IndexOf(model.Name);
        var (inference, trainingMemory) = context.Experiment.Options.Benchmark.Memory
            ? (attempt.Measure("memory of inference", () => FreshProcess.Memory(context, model.Name), notes),
                attempt.Measure("memory of training", () => trainings is null
                    ? OfFirstSeconds(model)
                    : repeats.MemoryOf(model.Plan, place), notes))
            : (null, null);
        var times = runtimes.IsElsewhere(model.Plan)
            ? FreshProcess.Costs(context, model.Plan)
            : new CostMeasurement(context, analyzer).Of(model, entries, data);
        return times with
        {
            InferenceMemory = inference,
            TrainingMemory = trainingMemory,
            TrainingSeconds = trainings ?? [],
            Notes = [.. notes, .. times.Notes],
        };
    }

    // Where trainings are not repeated: most allocations of a training happen at its beginning.
    private TrainingMemory OfFirstSeconds(TrainedModel model)
    {
        var training = FreshProcess.Training(context, model.Name, context.Experiment.Options.Seed, FirstSeconds);
        return new TrainingMemory(training.BeforeMb, training.PeakMb, IsWhole: double.IsFinite(training.Seconds));
    }
}
