using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Energy;
using Rom.Analysis.Growth;
using Rom.Analysis.Memory;
using RomHost.Pipeline;

namespace RomHost.Benchmarking;

/// <summary>What models cost beside their times: <c>runtime_costs.json</c>. What cannot be measured of one becomes a note, and the rest goes on.</summary>
/// <param name="context">The experiment.</param>
/// <param name="analyzer">Measures.</param>
/// <param name="settings">How growth is timed.</param>
internal sealed class CostStudy(StageContext context, RuntimeAnalyzer analyzer, ContestSettings settings)
{
    private const double FirstSeconds = 5;

    /// <summary>Measures.</summary>
    /// <param name="model">The model, and how it takes part in the contest.</param>
    /// <param name="entry">The same as a contender.</param>
    /// <param name="contest">The contest, its repeated trainings included.</param>
    /// <param name="trainingMemory">Memory of the repeated trainings.</param>
    /// <param name="data">The training data.</param>
    public ModelCosts Of(
        TrainedModel model, ContestModel entry, ContestReport contest, IReadOnlyDictionary<string, TrainingMemory> trainingMemory, LatentDataset data)
    {
        var notes = new List<string>();
        T? Try<T>(string what, Func<T> measure)
        {
            try
            {
                return measure();
            }
            catch (Exception e) when (!context.Cancellation.IsCancellationRequested && e is not OutOfMemoryException)
            {
                notes.Add($"{what} was not measured: {e.Message}");
                return default;
            }
        }
        double flops = model.Model!.Complexity.FlopsPerStep;
        var step = contest.Cases.First(one => one.Case == "one_step").Times[model.Name];
        var training = contest.Cases.FirstOrDefault(one => one.Case == ModelContest.TrainingCase);
        var memory = Try("memory of inference", () => FreshProcess.Measure<InferenceMemory>(context, model.Name, trainingSeed: null));
        var ofTraining = trainingMemory.GetValueOrDefault(model.Name) ?? Try("memory of training", () => OfFirstSeconds(model));
        var energy = Try("energy", () => EnergyOf(entry)) ?? EnergyCost.NotAvailable("it could not be measured");
        var study = new GrowthStudy(context, analyzer, settings);
        var growth = new List<GrowthExponent>(Try("growth with the horizon", () => study.OfHorizon(entry).ToList()) ?? []);
        if (context.Experiment.Options.Benchmark.GrowthTimeCap > 0) growth.AddRange(Try("growth of training", () => study.OfTraining(model.Plan, data, notes)) ?? []);
        return new ModelCosts(
            model.Name, flops, ModelCosts.GflopsOf(flops, step.MedianSeconds), memory, ofTraining,
            training?.Seconds.GetValueOrDefault(model.Name) ?? [], energy, growth, notes);
    }

    // Where trainings are not repeated: most of what a training allocates, it allocates at once.
    private TrainingMemory OfFirstSeconds(TrainedModel model)
    {
        var training = FreshProcess.Measure<RepeatedTraining>(context, model.Name, context.Experiment.Options.Seed, FirstSeconds);
        return new TrainingMemory(training.BeforeMb, training.PeakMb, IsWhole: double.IsFinite(training.Seconds));
    }

    private EnergyCost EnergyOf(ContestModel entry)
    {
        if (EnergyCounter.Find(EnergyCounter.Linux, out string why) is not { } counter) return EnergyCost.NotAvailable(why);
        int steps = context.Experiment.Options.Benchmark.Steps;
        var forecast = new double[steps * entry.Model.LatentDimension];
        return new EnergyMeter(context.Clock, Thread.Sleep).Measure(
            counter, () => entry.Model.Forecast(entry.Windows[0], steps, forecast), context.Cancellation);
    }
}
