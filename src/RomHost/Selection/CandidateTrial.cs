using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Evaluation;
using RomHost.Models;

namespace RomHost.Selection;

/// <summary>
/// Judges one candidate for a model's options: trains it without the runs of each fold, and forecasts them in closed
/// loop from their first frames. Any fault of the plugin becomes a status.
/// </summary>
/// <remarks>
/// Trainings follow one another: the contract does not say that two may go on at once in one process, and validation
/// counts the memory of one. Forecasts of runs go on at once; the result does not depend on it.
/// </remarks>
/// <param name="context">The experiment, with the candidate's options.</param>
/// <param name="model">The model, with the candidate's options.</param>
/// <param name="runtime">Where its code runs.</param>
/// <param name="data">The latent trajectories of all training runs.</param>
/// <param name="start">The first forecast frame: the longest window of all candidates.</param>
internal sealed class CandidateTrial(
    ExperimentContext context, ModelPlan model, IModelRuntime runtime, LatentDataset data, int start)
{
    private readonly SelectionOptions options = context.Experiment.Options.Selection;

    // A candidate is judged by the density, whatever else it knows.
    private readonly LatentDataset density = data.Select([LatentChannel.Pod]);

    /// <summary>Judges the candidate.</summary>
    /// <param name="folds">The folds.</param>
    /// <param name="advance">Is called after each fold.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public CandidateFacts Run(IReadOnlyList<Fold> folds, Action advance)
    {
        var scores = new double[data.RunCount];
        Array.Fill(scores, double.NaN);
        var excesses = new string?[data.RunCount];
        try
        {
            foreach (var fold in folds)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                Judge(fold, scores, excesses);
                advance();
            }
        }
        catch (TrainingDivergedException e)
        {
            return CandidateFacts.None(CandidateStatus.Diverged, PluginFailure.Message(e), e);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            string message = e is OperationCanceledException ? PluginFailure.Message(e) : PluginFailure.Describe(e);
            return CandidateFacts.None(CandidateStatus.Failed, message, e);
        }
        if (excesses.OfType<string>().FirstOrDefault() is { } first)
        {
            int count = excesses.Count(excess => excess is not null);
            string others = count == 1 ? "" : $" (and so in {count - 1} more)";
            return new CandidateFacts(CandidateStatus.Rejected, first + others, null, scores);
        }
        return scores.Any(double.IsFinite)
            ? new CandidateFacts(CandidateStatus.Ok, null, null, scores)
            : CandidateFacts.None(CandidateStatus.Failed, NoScore());
    }

    private string NoScore()
    {
        int runs = data.RunCount, brief = Enumerable.Range(0, runs).Count(run => data.FrameCount(run) <= start);
        string window = $"no frame after the longest window, {NumberText.Count(start, "frame")}";
        const string Longer = "lengthen train.duration, or give candidates with a shorter window";
        const string Constant = "constant latent states, of which no R² exists";
        const string Moving = "set selection.score: rmse_latent, or train on runs that change";
        return "expected a score of one held-out run at least, found none: "
            + (brief == runs
                ? $"all {NumberText.Count(runs, "run")} have {window}; {Longer}"
                : brief == 0
                ? $"all {NumberText.Count(runs, "run")} have {Constant}; {Moving}"
                : $"{brief} of {NumberText.Count(runs, "run")} have {window}, the others {Constant}; {Longer}; "
                    + Moving);
    }

    private void Judge(Fold fold, double[] scores, string?[] excesses)
    {
        var fitted = runtime.Fit(context, model, fold.Data, fold.Number);
        try
        {
            int[] runs = [.. fold.HeldOut.Where(run => data.FrameCount(run) > start)];
            if (runs.Length == 0) return;
            // A linear model's forecasts are made for as long as they are scored, and on where that proves nothing.
            var stability = LinearStability.Of(
                fitted, data, runs, start, runs.Max(StepsOf), runs.Min(run => StepsOf(run) - ScoredOf(run)),
                fold.Bound);
            ForEach(runs.Length, i =>
            {
                int run = runs[i], scored = ScoredOf(run);
                Forecast(fitted, run, stability is null ? StepsOf(run) : scored, states =>
                {
                    int pod = density.Dimension;
                    scores[run] = ScoreOf(
                        density.Run(run).Slice(start * pod, scored * pod), states[..(scored * pod)]);
                    excesses[run] = ExcessOf(run, states, fold.Bound);
                    stability?.Begin(i, states);
                });
            });
            if (stability?.Proved() is not { } proved) return;
            int[] unproved = [.. runs.Where((run, i) => excesses[run] is null && !proved[i])];
            ForEach(unproved.Length, i => Forecast(
                fitted, unproved[i], StepsOf(unproved[i]),
                states => excesses[unproved[i]] = ExcessOf(unproved[i], states, fold.Bound)));
        }
        finally
        {
            (fitted as IDisposable)?.Dispose();
        }
    }

    // The failure of the first run that failed, whatever the order in which they were forecast.
    private void ForEach(int count, Action<int> work)
    {
        var failures = new Exception?[count];
        context.ForEach(count, i =>
        {
            try
            {
                work(i);
            }
            catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
            {
                failures[i] = e;
            }
        });
        if (failures.OfType<Exception>().FirstOrDefault() is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private void Forecast(IRomModel fitted, int run, int steps, Action<ReadOnlySpan<double>> judge)
    {
        int r = data.Dimension;
        // A new array for each forecast would cost more than the forecast: the large ones are always new memory.
        double[] rented = ArrayPool<double>.Shared.Rent(checked(steps * r));
        try
        {
            var states = rented.AsSpan(0, steps * r);
            states.Clear(); // a model that leaves some out must not get those of another
            // A copy: a read-only span does not prevent a plugin from writing, and the next candidate begins with it.
            fitted.Forecast(data.Window(run, start, fitted.Lag).ToArray(), steps, states);
            judge(Leading(states, r, density.Dimension));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    // The leading coordinates of each state, moved together.
    private static Span<double> Leading(Span<double> states, int r, int leading)
    {
        if (leading == r) return states;
        int steps = states.Length / r;
        for (int k = 1; k < steps; k++) states.Slice(k * r, leading).CopyTo(states[(k * leading)..]);
        return states[..(steps * leading)];
    }

    // The states are coordinates of orthonormal modes: nothing needs lifting.
    private double ScoreOf(ReadOnlySpan<double> truth, ReadOnlySpan<double> states)
    {
        double distance = TensorPrimitives.Distance(truth, states), error = distance * distance;
        if (options.Score == SelectionScore.RmseLatent) return Math.Sqrt(error / truth.Length);
        ScatterSum scatter = default;
        scatter.Add(truth);
        return FieldScores.RSquared(error, scatter.Total);
    }

    private string? ExcessOf(int run, ReadOnlySpan<double> states, StabilityBound bound)
    {
        if (bound.FirstBeyond(states) is not { } beyond) return null;
        string how = double.IsFinite(states[(beyond.Step * density.Dimension) + beyond.Coordinate])
            ? $"leaves {ScalarValue.Format(options.StabilityMargin)} times the training data's range"
            : "is not finite";
        return $"held-out run {run} ({context.Experiment.TrainRuns[run].Label}): coordinate {beyond.Coordinate} of its "
            + $"forecast {how} in step {beyond.Step + 1} of {StepsOf(run)}";
    }

    private int ScoredOf(int run) => Math.Min(data.FrameCount(run) - start, FramesOf(options.Horizon));

    private int StepsOf(int run) =>
        Math.Max(ScoredOf(run), FramesOf(context.Experiment.Options.Test.Duration) + 1 - start);

    // Steps of the models in a time, at least one; without a time as many as there are.
    private int FramesOf(double? time) => time is { } given && data.TimeStep > 0
        ? (int)Math.Clamp(Math.Floor((given / data.TimeStep) + 1e-9), 1, int.MaxValue / 2)
        : time is null ? int.MaxValue / 2 : 1;
}
