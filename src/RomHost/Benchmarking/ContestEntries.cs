using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Analysis.Contests;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Models;

namespace RomHost.Benchmarking;

/// <summary>
/// Creates the contenders from the models of an experiment: all get the same states and the same movie.
/// </summary>
/// <param name="context">The experiment.</param>
internal sealed class ContestEntries(ExperimentContext context)
{
    private const int MostWindows = 64;

    private static readonly (string What, string? Stack) NotFinite = ("gives values that are not finite", null);

    /// <summary>Returns the contenders; a model whose forecasts fail is left out, with a warning.</summary>
    /// <param name="models">The models.</param>
    /// <param name="data">The training data, from which windows are taken.</param>
    public IReadOnlyList<ContestModel> Of(IReadOnlyList<TrainedModel> models, LatentDataset data)
    {
        int lag = models.Max(model => model.Model!.Lag);
        // Windows end before the same frames, spread over the runs.
        var targets = (from run in Enumerable.Range(0, data.RunCount)
                       from window in Enumerable.Range(0, data.WindowCount(run, lag))
                       select (Run: run, Frame: window + lag)).ToList();
        int stride = Math.Max(1, targets.Count / MostWindows);
        var chosen = targets.Where((_, i) => i % stride == 0).Take(MostWindows).ToList();
        var entered = new List<ContestModel>();
        if (chosen.Count == 0) return entered;
        var endToEnd = EndToEnd(chosen[0].Run, lag);
        foreach (var model in models)
        {
            var channels = context.Components.ChannelsOf(model.Plan);
            var used = data.Select(channels);
            double[][] windows =
                [.. chosen.Select(target => used.Window(target.Run, target.Frame, model.Model!.Lag).ToArray())];
            if (Failure(model.Model!, channels, windows, endToEnd) is { } failure)
            {
                context.WarnOfFailure(
                    $"{model.Name} is not timed against the others: its forecast {failure.What}", failure.Stack);
                continue;
            }
            entered.Add(new ContestModel(
                model.Name, model.Model!, windows, () => TrainedModel.LoadFrom(context, model.Plan),
                instance => () => endToEnd.Run(instance, channels, (_, _) => { })));
        }
        return entered;
    }

    private EndToEndForecast EndToEnd(int run, int lag)
    {
        var options = context.Experiment.Options;
        var fields = context.ReadFields(context.Folder.Run(Split.Train, run));
        var movie = fields.Density;
        int wanted = ForecastStart.FrameOf(movie.Times, options.Evaluation.ForecastStart, lag);
        int start = Math.Min(wanted, movie.FrameCount - 1);
        return new EndToEndForecast(
            ExperimentReduction.Load(context).Reducer(), options.Evaluation, fields, start, options.Benchmark.Steps);
    }

    private (string What, string? Stack)? Failure(
        IRomModel model, IReadOnlyList<string>? channels, double[][] windows, EndToEndForecast endToEnd)
    {
        int steps = context.Experiment.Options.Benchmark.Steps;
        var forecast = new double[steps * model.LatentDimension];
        try
        {
            foreach (double[] window in windows)
            {
                model.Forecast(window, steps, forecast);
                if (!forecast.All(double.IsFinite)) return NotFinite;
            }
            bool isFinite = true;
            endToEnd.Run(model, channels, (_, density) => isFinite &= TensorPrimitives.IsFiniteAll(density));
            return isFinite ? null : NotFinite;
        }
        catch (Exception e)
        {
            return ($"threw {PluginFailure.Describe(e)}", PluginFailure.StackOf(e));
        }
    }
}
