using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Energy;
using Rom.Analysis.Growth;
using Rom.Analysis.Memory;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Plugins;

namespace RomHost.Benchmarking;

/// <summary>
/// What models cost beside their times: <c>runtime_costs.json</c>. Each model has a record of its own, so that a
/// stopped run goes on with the next one; what cannot be measured of one becomes a note, and the rest goes on.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="analyzer">Measures.</param>
/// <param name="settings">How growth is timed.</param>
internal sealed class CostStudy(StageContext context, RuntimeAnalyzer analyzer, ContestSettings settings)
{
    private const string RecordName = "measure_costs";
    private const double FirstSeconds = 5;

    /// <summary>Measures what is missing or stale.</summary>
    /// <param name="models">The models that were timed against each other.</param>
    /// <param name="entries">The same as contenders.</param>
    /// <param name="contest">The contest, its repeated trainings included.</param>
    /// <param name="data">The training data.</param>
    /// <returns>The seconds that it took.</returns>
    public double Run(
        IReadOnlyList<TrainedModel> models, Lazy<IReadOnlyList<ContestModel>> entries, ContestReport contest,
        Func<LatentDataset> data)
    {
        var costs = new List<ModelCosts>();
        double seconds = 0;
        foreach (var model in models)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            string recordPath = context.Folder.StageRecord($"{RecordName}.{model.Name}");
            var inputs = StageInputs.OfCosts(context, model.Plan, models.Select(one => one.Plan));
            string? reason = context.ReasonToMake(recordPath, inputs, out var record);
            if (reason is not null)
            {
                Reasons.Say(context.Display, $"costs of {model.Name}", reason);
                context.Display.Say($"Measuring memory, growth and energy of {model.Name}");
                using var work = context.Begin("the costs", model.Plan);
                var watch = Stopwatch.StartNew();
                if (Measured(model, entries, contest, data) is not { } measured) continue;
                record = ArtifactRecord.Of(
                    recordPath, inputs, [],
                    JsonNode.Parse(new CostReport([measured]).ToJson())!.AsObject(), watch.Elapsed.TotalSeconds);
                record.Write(recordPath);
            }
            costs.AddRange(CostReport.FromJson(record!.Facts.ToJsonString()).Models);
            seconds += record.Seconds;
        }
        AtomicFile.WriteText(context.Folder.Costs, new CostReport(costs).ToJson());
        return seconds;
    }

    /// <summary>Removes the costs, and what a stopped run had of them.</summary>
    /// <param name="folder">The experiment.</param>
    public static void Remove(ExperimentFolder folder)
    {
        AtomicFile.Delete(folder.Costs);
        folder.RemoveStageRecords(RecordName);
    }

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
        var training = contest.Cases.FirstOrDefault(one => one.Case == CaseResult.Training);
        int place = contest.Cases[0].Times.Keys.ToList().IndexOf(model.Name);
        var (inference, trainingMemory) = context.Experiment.Options.Benchmark.Memory
            ? (Try("memory of inference", () => FreshProcess.Memory(context, model.Name), notes),
                Try("memory of training", () => training is null
                    ? OfFirstSeconds(model)
                    : new TrainingRepeats(context).MemoryOf(model.Plan, place), notes))
            : (null, null);
        var times = context.IsElsewhere(model.Plan) ? FreshProcess.Costs(context, model.Plan) : OfTimes(model, entries, data);
        return times with
        {
            InferenceMemory = inference,
            TrainingMemory = trainingMemory,
            TrainingSeconds = training?.Seconds.GetValueOrDefault(model.Name) ?? [],
            Notes = [.. notes, .. times.Notes],
        };
    }

    /// <summary>What is measured of a model in the process that it runs in: arithmetic, energy, growth.</summary>
    /// <param name="model">The model.</param>
    /// <param name="entries">Contenders, the model among them.</param>
    /// <param name="data">The training data.</param>
    public ModelCosts OfTimes(TrainedModel model, Lazy<IReadOnlyList<ContestModel>> entries, Func<LatentDataset> data)
    {
        var notes = new List<string>();
        double flops = model.Model!.Complexity.FlopsPerStep;
        var study = new GrowthStudy(context, analyzer, settings);
        ContestModel Entry() => entries.Value.First(entry => entry.Name == model.Name);
        var energy = Try("energy", () => EnergyOf(Entry()), notes) ?? EnergyCost.NotAvailable("it could not be measured");
        var horizon = Try(
            "growth with the horizon", () => ((ForecastCost Cost, GrowthExponent Growth)?)study.OfHorizon(Entry()), notes);
        var growth = new List<GrowthExponent>(horizon is { } measured ? [measured.Growth] : []);
        if (context.Experiment.Options.Benchmark.GrowthTimeCap > 0)
            growth.AddRange(Try("growth of training", () => study.OfTraining(model.Plan, data(), notes), notes) ?? []);
        // Where the interval of a step's time reaches to zero, operations over that time are no figure.
        double step = horizon?.Cost is { StepLow: > 0 } cost ? cost.StepSeconds : double.NaN;
        return new ModelCosts(model.Name, flops, ModelCosts.GflopsOf(flops, step), null, null, [], energy, growth, notes)
        {
            Forecast = horizon?.Cost,
        };
    }

    private T? Try<T>(string what, Func<T> measure, List<string> notes)
    {
        try
        {
            return measure();
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            notes.Add($"{what} was not measured: {PluginFailure.Message(e)}");
            return default;
        }
    }

    // Where trainings are not repeated: most of what a training allocates, it allocates at once.
    private TrainingMemory OfFirstSeconds(TrainedModel model)
    {
        var training = FreshProcess.Training(context, model.Name, context.Experiment.Options.Seed, FirstSeconds);
        return new TrainingMemory(training.BeforeMb, training.PeakMb, IsWhole: double.IsFinite(training.Seconds));
    }

    private EnergyCost EnergyOf(ContestModel entry)
    {
        if (EnergyCounter.Find(EnergyCounter.Linux, out string why) is not { } counter)
            return EnergyCost.NotAvailable(why);
        int steps = context.Experiment.Options.Benchmark.Steps;
        var forecast = new double[checked(steps * entry.Model.LatentDimension)];
        return new EnergyMeter(context.Clock, Thread.Sleep).Measure(
            counter, () => entry.Model.Forecast(entry.Windows[0], steps, forecast), context.Cancellation);
    }
}
