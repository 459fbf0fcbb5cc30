using System.Globalization;
using System.Reflection;
using Rom.Abstractions;
using Rom.Analysis.Contests;
using Rom.Analysis.Growth;
using Rom.Testing;

namespace Rom.Analysis;

/// <summary>Profiles a trained model without a host: time, memory, throughput and declared complexity.</summary>
/// <param name="clock">The clock.</param>
public sealed class RuntimeAnalyzer(TimeProvider clock)
{
    private const double Megabyte = 1 << 20;

    private readonly BlockTimer timer = new(clock);

    /// <summary>Profiles a model.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="model">The model.</param>
    /// <param name="window">A window to forecast from [w, r].</param>
    /// <param name="trainingSeconds">Training time [s]; NaN where unknown.</param>
    /// <param name="settings">Settings for timing inference.</param>
    /// <param name="cancellation">Ends the profiling before the next sample.</param>
    /// <returns>
    /// The profile; its status is <c>failed</c> where the forecast throws or gives non-finite values.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The training time is negative.</exception>
    /// <exception cref="OperationCanceledException">The profiling was cancelled.</exception>
    public RuntimeProfile Profile(
        string name, IRomModel model, ReadOnlyMemory<double> window, double trainingSeconds, BenchmarkSettings settings,
        CancellationToken cancellation = default)
    {
        if (trainingSeconds < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(trainingSeconds), trainingSeconds, "expected a time that is not negative");
        }
        var none = new InferenceCost(TimingSamples.None, TimingSamples.None, settings.Steps);
        var (inference, failure) = (none, (string?)null);
        try
        {
            (inference, failure) = Infer(model, window, settings, cancellation) is { } cost
                ? (cost, (string?)null)
                : (none, "its forecast has non-finite values");
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            failure = $"its forecast threw {e.GetType().Name}: {ExceptionText.Message(e)}";
        }
        var memory = ProcessMemory.Read();
        return new RuntimeProfile
        {
            ModelName = name,
            Status = failure is null ? RuntimeProfile.Ok : "failed",
            Message = failure,
            Training = new(trainingSeconds),
            Inference = inference,
            Memory = new(model.ParameterCount, model.ParameterBytes / Megabyte, memory.CurrentMb, memory.PeakMb),
            Throughput = Throughput.Of(inference.SingleStep.MedianSeconds, model.LatentDimension),
            Complexity = Declared(model),
            Notes = Doubts.About(inference, timer.ShortestSeconds, CodeOf(model)),
        };
    }

    /// <summary>
    /// Times models against each other in paired rounds: one step, a full trajectory, a batch, a cold start.
    /// </summary>
    /// <param name="models">Models that forecast without failing, at least one, the baseline first.</param>
    /// <param name="steps">Steps of a full trajectory, at least 1.</param>
    /// <param name="settings">Numbers of repetitions and rounds, and the precision, of each case.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    /// <exception cref="ArgumentException">
    /// There is no model, two have the same name, or a window does not fit its model.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ContestReport Contest(
        IReadOnlyList<ContestModel> models, int steps, ContestSettings settings,
        CancellationToken cancellation = default)
    {
        return new ContestReport(
            settings,
            [.. Rounds(models, steps, settings, cancellation)
                .Select(one => CaseResult.Of(one.Case, one.Rounds, settings))]);
    }

    /// <summary>
    /// Returns the rounds of each case without evaluating them, for a program that repeats them in processes of its own
    /// with <see cref="ContestSettings.ForRepetition"/> and combines them with <see cref="ContestRounds.Combine"/>.
    /// </summary>
    /// <param name="models">Models that forecast without failing, at least one, the baseline first.</param>
    /// <param name="steps">Steps of a full trajectory, at least 1.</param>
    /// <param name="settings">Numbers of repetitions and rounds, and the precision, of each case.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    /// <exception cref="ArgumentException">
    /// There is no model, two have the same name, or a window does not fit its model.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public IReadOnlyList<(string Case, ContestRounds Rounds)> Rounds(
        IReadOnlyList<ContestModel> models, int steps, ContestSettings settings,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        using var cases = new ModelCases(models, steps);
        var contest = new Contest(clock);
        // A worker could not find these models, whatever contenders the program passes.
        string? note = settings.MaxRepetitions > 1
            ? "one process: what differs between processes is not in the intervals"
            : null;
        return [.. cases.All()
            .Select(one => (one.Name, contest.RunHere(one.Contenders, settings, note, cancellation)))];
    }

    /// <summary>Measures the growth of a time with a size: the sizes take turns in paired rounds.</summary>
    /// <param name="work">The timed work; see <see cref="GrowthExponent.Work"/>.</param>
    /// <param name="quantity">The quantity that grows; see <see cref="GrowthExponent.Quantity"/>.</param>
    /// <param name="calls">The sizes, ascending, at least two, and a call of the work at each.</param>
    /// <param name="declared">The exponent that follows from the plugin's declaration, if any.</param>
    /// <param name="settings">Numbers of rounds, and the precision.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public GrowthExponent Growth(
        string work, string quantity, IReadOnlyList<(double Size, Action Call)> calls, double? declared,
        ContestSettings settings, CancellationToken cancellation = default)
    {
        return GrowthExponent.Of(
            work, quantity, [.. calls.Select(call => call.Size)], GrowthRounds(calls, settings, cancellation),
            settings.Confidence, declared);
    }

    /// <summary>Times some work at each size in each round [rounds][k] [s]; see <see cref="Growth"/>.</summary>
    /// <param name="calls">The sizes, ascending, at least two, and a call of the work at each.</param>
    /// <param name="settings">Numbers of rounds, and the precision.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public IReadOnlyList<double[]> GrowthRounds(
        IReadOnlyList<(double Size, Action Call)> calls, ContestSettings settings,
        CancellationToken cancellation = default)
    {
        if (calls.Count < 2)
            throw new ArgumentException($"expected two sizes or more, found {calls.Count}", nameof(calls));
        var contenders =
            calls.Select(call =>
                Contender.Create(call.Size.ToString("R", CultureInfo.InvariantCulture), () => call.Call));
        // The sizes are of one instance: there is no difference between instances to be repeated.
        var rounds = new Contest(clock).RunHere(
            [.. contenders], settings with { MinRepetitions = 1, MaxRepetitions = 1 }, reason: null, cancellation);
        return [.. rounds.SecondsPerCall.Select(round => round[..calls.Count])];
    }

    /// <summary>Runs a piece of work, such as a training, and measures its time.</summary>
    /// <param name="work">The work.</param>
    /// <returns>Its result, and its wall-clock time [s].</returns>
    public (T Result, double Seconds) Measure<T>(Func<T> work)
    {
        long start = timer.Now;
        T result = work();
        return (result, timer.SecondsSince(start));
    }

    // Null when a forecast is not finite. Outputs are checked before and after, so that the compiler cannot remove the
    // work.
    private InferenceCost? Infer(
        IRomModel model, ReadOnlyMemory<double> window, BenchmarkSettings settings, CancellationToken cancellation)
    {
        int r = model.LatentDimension;
        var (step, trajectory) = (new double[r], new double[checked(settings.Steps * r)]);
        void Step() => model.Forecast(window.Span, 1, step);
        void Trajectory() => model.Forecast(window.Span, settings.Steps, trajectory);
        bool IsFinite() => step.All(double.IsFinite) && trajectory.All(double.IsFinite);

        cancellation.ThrowIfCancellationRequested();
        Step();
        Trajectory();
        if (!IsFinite()) return null;
        var samples = new ProfileTimer(timer);
        samples.Settle(Step, cancellation);
        var (stepSeconds, stepCalls) = samples.Sample(Step, settings, cancellation);
        var (trajectorySeconds, trajectoryCalls) = samples.Sample(Trajectory, settings, cancellation);
        if (!IsFinite()) return null;
        return new(
            TimingSamples.Of(stepSeconds, stepCalls),
            TimingSamples.Of(trajectorySeconds, trajectoryCalls),
            settings.Steps);
    }

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

    private static Assembly CodeOf(IRomModel model) =>
        model is DelegateModel { Source: var forecast } ? forecast.Method.Module.Assembly : model.GetType().Assembly;
}
