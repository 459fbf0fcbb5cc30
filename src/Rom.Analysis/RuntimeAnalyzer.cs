using System.Diagnostics;
using System.Globalization;
using Rom.Abstractions;

namespace Rom.Analysis;

/// <summary>Profiles a trained model: time, memory, throughput and declared complexity. Needs no host.</summary>
/// <param name="clock">Tells the time.</param>
public sealed class RuntimeAnalyzer(TimeProvider clock)
{
    // Where samples scatter more than this, relative to their mean, the mean says little.
    private const double LargestScatter = 0.25;

    // Optimised code is compiled in the background, beginning a tenth of a second after a method's first calls; what is timed
    // before it is ready is another program.
    private static readonly TimeSpan CompilationTime = TimeSpan.FromSeconds(0.5);

    private const int MostCallsBeforeTiming = 1 << 20;

    private readonly BlockTimer timer = new(clock);

    /// <summary>Profiles a model.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="model">The model.</param>
    /// <param name="window">A window to forecast from [w, r].</param>
    /// <param name="trainingSeconds">How long its training took [s].</param>
    /// <param name="settings">How inference is timed.</param>
    /// <param name="cancellation">Ends the profiling at the next sample.</param>
    /// <returns>The profile; a model whose forecast throws or leaves the finite numbers is one that <c>failed</c>.</returns>
    /// <exception cref="OperationCanceledException">The profiling was cancelled.</exception>
    public RuntimeProfile Profile(
        string name, IRomModel model, ReadOnlyMemory<double> window, double trainingSeconds, BenchmarkSettings settings,
        CancellationToken cancellation = default)
    {
        int r = model.LatentDimension;
        var (step, trajectory) = (new double[r], new double[settings.Steps * r]);
        void Step() => model.Forecast(window.Span, 1, step);
        void Trajectory() => model.Forecast(window.Span, settings.Steps, trajectory);
        var notes = new List<string>();
        var inference = new InferenceCost(TimingSamples.None, TimingSamples.None, settings.Steps, 0);
        string? failure = null;
        try
        {
            long begun = clock.GetTimestamp();
            for (int i = 0; i < MostCallsBeforeTiming && clock.GetElapsedTime(begun) < CompilationTime; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                Step();
            }
            int calls = timer.Calibrate(Step);
            double[] steps = timer.Sample(Step, calls, settings, cancellation);
            double[] trajectories = timer.Sample(Trajectory, 1, settings, cancellation);
            // The outputs are looked at, so that no compiler may leave the work out.
            if (!trajectory.All(double.IsFinite) || !step.All(double.IsFinite))
                failure = "its forecast left the finite numbers";
            inference = new(TimingSamples.Of(steps), TimingSamples.Of(trajectories), settings.Steps, calls);
            AddDoubts(notes, inference);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = $"{e.GetType().Name}: {e.Message}";
        }
        var memory = ProcessMemory.Read();
        return new RuntimeProfile
        {
            ModelName = name,
            Status = failure is null ? "ok" : "failed",
            Message = failure,
            Training = new(trainingSeconds),
            Inference = inference,
            Memory = new(model.ParameterCount, model.ParameterBytes / (double)(1 << 20), memory.CurrentMb, memory.PeakMb),
            Throughput = Throughput.Of(inference.SingleStep.MeanSeconds, r),
            Complexity = Declared(model),
            Notes = notes,
        };
    }

    /// <summary>How long a piece of work takes [s].</summary>
    /// <param name="work">The work, a training say.</param>
    public double Measure(Action work) => timer.Time(work, 1);

    private static Dictionary<string, object> Declared(IRomModel model)
    {
        var declared = new Dictionary<string, object>
        {
            ["total_parameters"] = model.ParameterCount,
            ["latent_dimension"] = model.LatentDimension,
            ["lag_order"] = model.Lag,
        };
        foreach (var (size, value) in model.Complexity.Sizes) declared[size] = value;
        declared["inference_flops_per_step"] = model.Complexity.FlopsPerStep;
        declared["training_complexity"] = model.Complexity.Training;
        declared["inference_complexity"] = model.Complexity.Inference;
        return declared;
    }

    private static void AddDoubts(List<string> notes, InferenceCost inference)
    {
        foreach (var (what, samples) in new[] { ("one step", inference.SingleStep), ("a full trajectory", inference.FullTrajectory) })
        {
            double scatter = samples.StdSeconds / samples.MeanSeconds;
            if (scatter > LargestScatter)
            {
                notes.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"times of {what} scatter by {scatter:P0} of their mean: the machine was busy, or the calls are not alike; see median_seconds"));
            }
        }
        if (IsUnoptimised) notes.Add("measured in a build without optimisation; use -c Release");
    }

    private static bool IsUnoptimised { get; } = typeof(RuntimeAnalyzer).Assembly.GetCustomAttributes(false)
        .OfType<DebuggableAttribute>().Any(attribute => attribute.IsJITOptimizerDisabled);
}
