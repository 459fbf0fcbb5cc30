using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Energy;
using Rom.Analysis.Growth;
using RomHost.Artifacts;
using RomHost.Models;

namespace RomHost.Benchmarking;

/// <summary>Measures a model in its own process: arithmetic, energy, growth.</summary>
/// <param name="context">The experiment.</param>
/// <param name="analyzer">Measures.</param>
internal sealed class CostMeasurement(ExperimentContext context, RuntimeAnalyzer analyzer)
{
    private readonly Attempt attempt = new(context.Cancellation);

    /// <summary>Measures them; what cannot be measured becomes a note.</summary>
    /// <param name="model">The model.</param>
    /// <param name="entries">Contenders, the model among them.</param>
    /// <param name="data">The training data.</param>
    public ModelCosts Of(TrainedModel model, Lazy<IReadOnlyList<ContestModel>> entries, Func<LatentDataset> data)
    {
        var notes = new List<string>();
        double flops = model.Model!.Complexity.FlopsPerStep;
        var study = new GrowthStudy(context, analyzer, ModelContest.SettingsOf(context.Experiment.Options.Benchmark));
        ContestModel Entry() => entries.Value.First(entry => entry.Name == model.Name);
        var energy = attempt.Measure("energy", () => EnergyOf(Entry()), notes)
            ?? EnergyCost.NotAvailable("it could not be measured");
        var horizon = attempt.Measure(
            "growth with the horizon",
            () => ((ForecastCost Cost, GrowthExponent Growth)?)study.OfHorizon(Entry()), notes);
        var growth = new List<GrowthExponent>(horizon is { } measured ? [measured.Growth] : []);
        if (context.Experiment.Options.Benchmark.GrowthTimeCap > 0)
            growth.AddRange(
                attempt.Measure("growth of training", () => study.OfTraining(model.Plan, data(), notes), notes) ?? []);
        // Where the interval of a step's time includes zero, the rate of operations is undefined.
        double step = horizon?.Cost is { StepLow: > 0 } cost ? cost.StepSeconds : double.NaN;
        return new ModelCosts(
            model.Name, flops, ModelCosts.GflopsOf(flops, step), null, null, [], energy, growth, notes)
        {
            Forecast = horizon?.Cost,
        };
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
