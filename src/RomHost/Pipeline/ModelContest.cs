using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Numerics.Files;

namespace RomHost.Pipeline;

/// <summary>Times the models of an experiment against each other: <c>runtime_contest.json</c>.</summary>
/// <param name="analyzer">Measures.</param>
internal sealed class ModelContest(RuntimeAnalyzer analyzer)
{
    private const string RecordName = "contest_models";
    private const int MostWindows = 64;

    /// <summary>Times the models, where that was not done before.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="models">The models whose profile did not fail.</param>
    /// <param name="data">The training data, which windows are taken from.</param>
    /// <returns>The report, or null where there is none; and the seconds that it took.</returns>
    public (ContestReport? Report, double Seconds) Run(StageContext context, IReadOnlyList<TrainedModel> models, Func<LatentDataset> data)
    {
        string path = context.Folder.Contest, recordPath = context.Folder.StageRecord(RecordName);
        var options = context.Experiment.Options.Benchmark;
        if (models.Count == 0 || options.TimeCap == 0)
        {
            Remove(context);
            return (null, 0);
        }
        var inputs = StageInputs.OfContest(context, models.Select(model => model.Plan));
        string? reason = context.ReasonToMake(recordPath, inputs, out var record);
        if (reason is not null)
        {
            Reasons.Say(context.Display, "contest of models", [reason]);
            context.Display.Say("Timing the models against each other"); // no live display: its refresh disturbs timings
            File.Delete(recordPath);
            var watch = Stopwatch.StartNew();
            var entered = Enter(context, models, data());
            if (entered.Count == 0)
            {
                Remove(context);
                return (null, 0);
            }
            var settings = new ContestSettings
            {
                TimeCap = TimeSpan.FromSeconds(options.TimeCap),
                Margin = options.Margin,
                // The host compiles loops optimised at their first call, and the profiles have run them before.
                WarmUp = TimeSpan.FromSeconds(0.05),
            };
            try
            {
                AtomicFile.WriteText(path, analyzer.Contest(entered, options.Steps, settings, context.Cancellation).ToJson());
            }
            catch (Exception e) when (!context.Cancellation.IsCancellationRequested && e is not IOException)
            {
                // One model that fails now and then takes the contest from all, but nothing else from anybody.
                context.Display.Warn($"the models are not timed against each other: {e.GetType().Name}: {e.Message}");
                Remove(context);
                return (null, 0);
            }
            record = ArtifactRecord.Of(recordPath, inputs, [path], new JsonObject(), watch.Elapsed.TotalSeconds);
            record.Write(recordPath);
        }
        return (ContestReport.FromJson(File.ReadAllText(path)), record!.Seconds);
    }

    /// <summary>Removes what an earlier contest left.</summary>
    /// <param name="context">The experiment.</param>
    public static void Remove(StageContext context)
    {
        File.Delete(context.Folder.StageRecord(RecordName));
        File.Delete(context.Folder.Contest);
    }

    // The same states for every model: windows end before the same frames, spread over the runs.
    private static List<ContestModel> Enter(StageContext context, IReadOnlyList<TrainedModel> models, LatentDataset data)
    {
        int lag = models.Max(model => model.Model!.Lag);
        var targets = (from run in Enumerable.Range(0, data.RunCount)
                       from window in Enumerable.Range(0, data.WindowCount(run, lag))
                       select (Run: run, Frame: window + lag)).ToList();
        int stride = Math.Max(1, targets.Count / MostWindows);
        var chosen = targets.Where((_, i) => i % stride == 0).Take(MostWindows).ToList();
        var entered = new List<ContestModel>();
        if (chosen.Count == 0) return entered;
        foreach (var model in models)
        {
            double[][] windows = [.. chosen.Select(target => data.Window(target.Run, target.Frame, model.Model!.Lag).ToArray())];
            if (Failure(model.Model!, windows, context.Experiment.Options.Benchmark.Steps) is { } failure)
                context.Display.Warn($"{model.Name} is not timed against the others: its forecast {failure}");
            else
                entered.Add(new ContestModel(model.Name, model.Model!, windows, () => TrainedModel.LoadFrom(context, model.Plan)));
        }
        return entered;
    }

    private static string? Failure(IRomModel model, double[][] windows, int steps)
    {
        var forecast = new double[steps * model.LatentDimension];
        try
        {
            foreach (double[] window in windows)
            {
                model.Forecast(window, steps, forecast);
                if (!forecast.All(double.IsFinite)) return "leaves the finite numbers";
            }
            return null;
        }
        catch (Exception e)
        {
            return $"threw {e.GetType().Name}: {e.Message}";
        }
    }
}
