using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Plugins;
using RomHost.Reduction;
using RomHost.Serialization;

namespace RomHost.Pipeline;

/// <summary>Forecasts every test run with every model and scores the forecasts (stage 6).</summary>
internal sealed class EvaluateModels : Stage
{
    /// <inheritdoc/>
    public override string Name => "evaluate_models";

    /// <inheritdoc/>
    public override double Run(StageContext context)
    {
        using var trained = TrainedModel.LoadAll(context);
        TrainedModel[] models = [.. trained.Where(model => model.Model is not null)];
        RemoveResultsOf(context, trained.Except(models));
        foreach (var model in trained.Where(model => model.LoadFailure is not null))
            context.WarnOfFailure($"{model.Name}: failed: {model.Message}", PluginFailure.StackOf(model.LoadFailure!));
        if (models.Length == 0) return 0;
        // Every model forecasts the same frames, so the start waits for the one that needs most history.
        int longestLag = models.Max(model => model.Model!.Lag);
        var runs = context.Experiment.TestRuns;
        var records = new ArtifactRecord[runs.Count, models.Length];
        var reasons = new string?[runs.Count];
        var reduction = new Lazy<ReductionArtifacts>(() => ReductionArtifacts.Load(context));
        using (var task = context.Display.Begin("Evaluating", runs.Count, "test run"))
        {
            context.ForEach(runs.Count, i =>
            {
                reasons[i] = EvaluateRun(context, reduction, runs[i], models, longestLag, records);
                if (reasons[i] is null) task.Kept();
                task.Advance();
            });
        }
        Reasons.Say(context.Display, "evaluations", reasons);
        for (int m = 0; m < models.Length; m++) WriteResults(context, models[m].Name, runs, records, m);
        return records.Cast<ArtifactRecord>().Sum(record => record.Seconds);
    }

    /// <summary>The first forecast frame of a run.</summary>
    /// <param name="times">Times of its frames.</param>
    /// <param name="forecastStart">Where the configuration wants the forecast to begin [time units].</param>
    /// <param name="longestLag">Frames that the model with the longest window needs before it.</param>
    public static int StartFrame(ReadOnlySpan<double> times, double forecastStart, int longestLag)
    {
        int start = 0;
        // Times are sums of steps: a frame that misses the start by rounding alone counts as being there.
        while (start < times.Length && times[start] < forecastStart - 1e-9 * Math.Max(1, Math.Abs(forecastStart))) start++;
        return Math.Max(start, longestLag);
    }

    private static string? EvaluateRun(
        StageContext context, Lazy<ReductionArtifacts> reduction, PlannedRun run, TrainedModel[] models, int longestLag,
        ArtifactRecord[,] records)
    {
        var folder = context.Folder.Run(Split.Test, run.Index);
        string? firstReason = null;
        ReducedRun? reduced = null;
        Reducer? reducer = null;
        for (int m = 0; m < models.Length; m++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            string recordPath = folder.Evaluation(models[m].Name);
            var inputs = StageInputs.OfEvaluation(context, models[m].Plan, run, longestLag);
            string? reason = context.ReasonToMake(recordPath, inputs, out var record);
            if (reason is not null)
            {
                var watch = Stopwatch.StartNew();
                firstReason ??= reason;
                reducer ??= reduction.Value.Reducer();
                reduced ??= reducer.Reduce(context.ReadDensity(folder));
                int start = StartFrame(reduced.Density.Times, context.Experiment.Options.Evaluation.ForecastStart, longestLag);
                if (start >= reduced.FrameCount)
                {
                    throw new InvalidDataException(
                        $"test run {run.Index} ({run.Label}) has {NumberText.Count(reduced.FrameCount, "ROM frame")}, the forecast would "
                        + $"begin at frame {start}; lengthen test.duration, begin earlier (evaluation.forecast_start, "
                        + "models[].lag), or, if it is a recording that ends before, leave it out");
                }
                using var work = context.Begin("the forecast", models[m].Plan, $" for {RunWarnings.Name(Split.Test, run)}");
                var (result, failure) = Evaluate(context, reducer, models[m].Model!, reduced, start);
                record = Write(context, folder, models[m].Name, reduced, start, result, failure, inputs, watch);
            }
            records[run.Index, m] = record!;
        }
        return firstReason;
    }

    // A forecast that throws costs its own model's scores, and those of this run only.
    private static (ForecastResult Result, Exception? Failure) Evaluate(StageContext context, Reducer reducer, IRomModel model, ReducedRun run, int start)
    {
        try
        {
            return (new ForecastEvaluation(reducer, context.Experiment.Options.Evaluation).Evaluate(model, run, start, context.Cancellation), null);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            var none = new ForecastResult(false, ForecastScores.None(start, run.FrameCount - start), [], [], [], null);
            return (none, e);
        }
    }

    private static ArtifactRecord Write(
        StageContext context, RunFolder folder, string model, ReducedRun run, int start, ForecastResult result, Exception? failure,
        Dictionary<string, string> inputs, Stopwatch watch)
    {
        var options = context.Experiment.Options.Evaluation;
        string recordPath = folder.Evaluation(model);
        AtomicFile.Delete(recordPath);
        var files = new List<string>();
        if (options.SaveForecasts && result.Prediction is { } prediction)
        {
            DensityFile.Write(folder.Prediction(model), prediction, context.Compress, start);
            files.Add(folder.Prediction(model));
        }
        else
        {
            AtomicFile.Delete(folder.Prediction(model));
        }
        if (options.SaveTimeResolved)
        {
            var table = new CsvTable("t", "r2_reconstructed", "r2_latent", "r2_pod");
            for (int k = 0; k < result.R2.Count; k++)
                table.Add(run.Density.Times[start + k], result.R2[k], result.LatentR2[k], result.PodR2[k]);
            table.Write(folder.R2VersusTime(model));
            files.Add(folder.R2VersusTime(model));
        }
        else
        {
            AtomicFile.Delete(folder.R2VersusTime(model));
        }
        var scores = new JsonObject();
        foreach (var (name, value) in result.Scores.Columns) scores[name] = JsonText.Tree(value);
        var facts = new JsonObject
        {
            ["status"] = failure is not null ? "failed" : result.Finite ? "ok" : "overflow",
            ["message"] = failure is null ? null : $"its forecast threw {PluginFailure.Describe(failure)}",
            ["stack"] = failure is null ? null : PluginFailure.StackOf(failure),
            ["scores"] = scores,
        };
        // As with a failed training: the extra input makes another start try again.
        if (failure is not null) inputs = new(inputs) { [Staleness.Outcome] = Staleness.Failed };
        var record = ArtifactRecord.Of(recordPath, inputs, files, facts, watch.Elapsed.TotalSeconds);
        record.Write(recordPath);
        return record;
    }

    private static void WriteResults(
        StageContext context, string model, IReadOnlyList<PlannedRun> runs, ArtifactRecord[,] records, int m)
    {
        string[] scores = [.. records[0, m].Facts["scores"]!.AsObject().Select(pair => pair.Key)];
        var table = new CsvTable(["test_id", "label", "family", .. scores]);
        foreach (var run in runs)
        {
            var row = records[run.Index, m].Facts["scores"]!;
            table.Add([run.Index, run.Label, run.Family, .. scores.Select(name => (object?)(double?)row[name])]);
        }
        context.Folder.Make(context.Folder.Model(model));
        table.Write(context.Folder.TestResults(model));
        int With(string status) => Enumerable.Range(0, runs.Count).Count(i => (string?)records[i, m].Facts["status"] == status);
        if (With("overflow") is > 0 and int overflows)
            context.Display.Warn($"{model}: {overflows} of {NumberText.Count(runs.Count, "forecast")} overflowed; their scores are empty");
        if (With("failed") is > 0 and int failures)
        {
            var facts = Enumerable.Range(0, runs.Count).Select(i => records[i, m].Facts).First(facts => facts["message"] is not null);
            context.WarnOfFailure(
                $"{model}: {failures} of {NumberText.Count(runs.Count, "forecast")} failed, their scores are empty: {(string?)facts["message"]}", (string?)facts["stack"]);
        }
    }

    // A model that failed this time must not keep the scores of one that did not.
    private static void RemoveResultsOf(StageContext context, IEnumerable<TrainedModel> models)
    {
        foreach (var model in models)
        {
            AtomicFile.Delete(context.Folder.TestResults(model.Name));
            foreach (var run in context.Experiment.TestRuns)
            {
                var folder = context.Folder.Run(Split.Test, run.Index);
                AtomicFile.Delete(folder.Evaluation(model.Name));
                AtomicFile.Delete(folder.Prediction(model.Name));
                AtomicFile.Delete(folder.R2VersusTime(model.Name));
            }
        }
    }
}
