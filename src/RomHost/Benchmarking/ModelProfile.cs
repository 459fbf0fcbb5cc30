using Rom.Abstractions;
using Rom.Analysis;
using RomHost.Artifacts;
using RomHost.Models;

namespace RomHost.Benchmarking;

/// <summary>Profiles one model of an experiment.</summary>
/// <param name="analyzer">Measures the model.</param>
/// <param name="context">The experiment.</param>
internal sealed class ModelProfile(RuntimeAnalyzer analyzer, ExperimentContext context)
{
    /// <summary>Profiles a model.</summary>
    /// <param name="model">The model, loaded.</param>
    /// <param name="data">The training data, from which its window is taken.</param>
    public RuntimeProfile Of(TrainedModel model, LatentDataset data)
    {
        var options = context.Experiment.Options.Benchmark;
        var profile = analyzer.Profile(
            model.Name, model.Model!, WindowOf(model, data), model.TrainingSeconds,
            new BenchmarkSettings(options.Steps, options.Trials, options.Warmups), context.Cancellation);
        return model.TrainingDoubt is { } doubt ? profile with { Notes = [.. profile.Notes, doubt] } : profile;
    }

    /// <summary>Forecasts once and discards the result.</summary>
    /// <param name="model">The model, loaded.</param>
    /// <param name="data">The training data, from which its window is taken.</param>
    public void Try(TrainedModel model, LatentDataset data)
    {
        int steps = context.Experiment.Options.Benchmark.Steps;
        model.Model!.Forecast(WindowOf(model, data), steps, new double[checked(steps * model.Model.LatentDimension)]);
    }

    private double[] WindowOf(TrainedModel model, LatentDataset all)
    {
        var data = all.Select(context.Components.ChannelsOf(model.Plan));
        int lag = model.Model!.Lag;
        int run = Enumerable.Range(0, data.RunCount).First(k => data.WindowCount(k, lag) > 0);
        return data.Window(run, lag, lag).ToArray();
    }
}
