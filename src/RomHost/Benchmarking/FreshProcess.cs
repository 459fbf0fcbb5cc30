using System.Globalization;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Memory;
using Rom.Forecasting.Serialization;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Processes;

namespace RomHost.Benchmarking;

/// <summary>
/// Runs <c>romhost measure</c> as a fresh process, so that the memory of one model is not mixed with that of another,
/// and differences between processes are measured.
/// </summary>
internal static class FreshProcess
{
    // Time for a plugin's work after its cancellation, and for the start and the reading of data.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Measures the memory of a model in a fresh process.</summary>
    /// <param name="context">
    /// The experiment, whose configuration and artifacts for the measurement have been written.
    /// </param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled; the process was ended.</exception>
    /// <exception cref="InvalidOperationException">
    /// The process could not be started, or failed; the message gives the reason.
    /// </exception>
    public static InferenceMemory Memory(ExperimentContext context, string model) =>
        Measure<InferenceMemory>(context, ["--model", model], LimitOf(context, Named(context, [model])));

    /// <summary>Trains a model in a fresh process.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="limit">Seconds after which the training is ended; null for a whole one.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled; the process was ended.</exception>
    /// <exception cref="InvalidOperationException">
    /// The process could not be started, or failed; the message gives the reason.
    /// </exception>
    public static RepeatedTraining Training(ExperimentContext context, string model, ulong seed, double? limit = null)
    {
        string[] most = limit is { } seconds
            ? ["--training-limit", seconds.ToString("R", CultureInfo.InvariantCulture)]
            : [];
        return Measure<RepeatedTraining>(
            context, ["--model", model, "--training-seed", seed.ToString(CultureInfo.InvariantCulture), .. most],
            limit is { } ended ? TimeSpan.FromSeconds(ended) + Grace : LimitOf(context, Named(context, [model])));
    }

    /// <summary>Profiles a model in a fresh process.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled; the process was ended.</exception>
    /// <exception cref="InvalidOperationException">
    /// The process could not be started, or failed; the message gives the reason.
    /// </exception>
    public static RuntimeProfile Profile(ExperimentContext context, ModelPlan model) =>
        RuntimeProfile.FromJson(Run(context, ["--model", model.Name, "--profile"], LimitOf(context, [model])));

    /// <summary>Measures growth and energy of a model in a fresh process.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled; the process was ended.</exception>
    /// <exception cref="InvalidOperationException">
    /// The process could not be started, or failed; the message gives the reason.
    /// </exception>
    public static ModelCosts Costs(ExperimentContext context, ModelPlan model)
    {
        int trainings = GrowthStudy.MostTrainings(context.Experiment.Options.Benchmark);
        string report = Run(context, ["--model", model.Name, "--costs"], LimitOf(context, [model], trainings));
        return CostReport.FromJson(report).Models[0];
    }

    /// <summary>Times models against each other in a fresh process: one repetition of every case.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="models">The models' names.</param>
    /// <param name="repetition">The repetition, from 0.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled; the process was ended.</exception>
    /// <exception cref="InvalidOperationException">
    /// The process could not be started, or failed; the message gives the reason.
    /// </exception>
    public static IReadOnlyList<MeasuredCase> Rounds(
        ExperimentContext context, IReadOnlyList<string> models, int repetition) =>
        Measure<MeasuredCase[]>(
            context,
            [
                .. models.SelectMany(model => new[] { "--model", model }),
                "--repetition", repetition.ToString(CultureInfo.InvariantCulture),
            ],
            LimitOf(context, Named(context, models)));

    private static IEnumerable<ModelPlan> Named(ExperimentContext context, IReadOnlyList<string> models) =>
        context.Experiment.Models.Where(model => models.Contains(model.Name));

    // The time limit of the model, and of its measurement by the configuration; null without a time limit.
    private static TimeSpan? LimitOf(ExperimentContext context, IEnumerable<ModelPlan> models, int trainings = 1)
    {
        const int quantities = 10;
        var options = context.Experiment.Options.Benchmark;
        return models.Max(model => model.TimeLimit) is { } limit
            ? Grace + TimeSpan.FromSeconds(
                (limit * trainings) + (quantities * (options.TimeCap + options.GrowthTimeCap)))
            : null;
    }

    private static T Measure<T>(ExperimentContext context, IEnumerable<string> what, TimeSpan? limit) =>
        JsonText.Parse<T>(Run(context, what, limit));

    private static string Run(ExperimentContext context, IEnumerable<string> what, TimeSpan? limit)
    {
        // A unique name: a process that outlives its parent must not write where the next parent reads.
        string result = Path.Combine(
            context.Folder.Root, $"measurement-{Guid.NewGuid():N}{AtomicFile.TemporaryEnding}");
        var (host, first) = HostProgram.Find();
        using var work = WorkUnderWay.Begin("a measurement in a process of its own");
        try
        {
            ChildProcess.Run(
                host,
                [
                    .. first, "measure", context.Folder.Root, "--to", result, .. what,
                    .. context.Components.Catalog.Arguments,
                ],
                limit, context.Cancellation, environment: RuntimeSwitches.ForMeasuring);
            // As after _exit(0) of the C library.
            if (!File.Exists(result))
                throw new InvalidOperationException(
                    "the measurement ended its process with exit code 0, and without a result");
            return File.ReadAllText(result);
        }
        finally
        {
            File.Delete(result);
        }
    }
}
