using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
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
            : CandidateFacts.None(
                CandidateStatus.Failed,
                $"no held-out run has a score: each is constant, or has no frame after the longest window ({start})");
    }

    private void Judge(Fold fold, double[] scores, string?[] excesses)
    {
        var fitted = runtime.Fit(context, model, fold.Data, fold.Number);
        try
        {
            var failures = new Exception?[fold.HeldOut.Count];
            context.ForEach(failures.Length, i =>
            {
                int run = fold.HeldOut[i];
                if (data.FrameCount(run) <= start) return;
                try
                {
                    (scores[run], excesses[run]) = Forecast(fitted, run, fold.Bound);
                }
                catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
                {
                    failures[i] = e;
                }
            });
            if (failures.OfType<Exception>().FirstOrDefault() is { } failure)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
        finally
        {
            (fitted as IDisposable)?.Dispose();
        }
    }

    private (double Score, string? Excess) Forecast(IRomModel fitted, int run, StabilityBound bound)
    {
        int r = data.Dimension, scored = Math.Min(data.FrameCount(run) - start, FramesOf(options.Horizon));
        int steps = Math.Max(scored, FramesOf(context.Experiment.Options.Test.Duration) + 1 - start);
        // A new array for each forecast would cost more than the forecast: the large ones are always new memory.
        double[] rented = ArrayPool<double>.Shared.Rent(checked(steps * r));
        try
        {
            var states = rented.AsSpan(0, steps * r);
            states.Clear(); // a model that leaves some out must not get those of another
            // A copy: a read-only span does not prevent a plugin from writing, and the next candidate begins with it.
            fitted.Forecast(data.Window(run, start, fitted.Lag).ToArray(), steps, states);
            int pod = density.Dimension;
            states = Leading(states, r, pod);
            return (
                ScoreOf(density.Run(run).Slice(start * pod, scored * pod), states[..(scored * pod)]),
                bound.FirstBeyond(states) is { } beyond ? Excess(run, states, beyond) : null);
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

    private string Excess(int run, ReadOnlySpan<double> states, (int Step, int Coordinate) beyond)
    {
        int r = density.Dimension;
        string how = double.IsFinite(states[(beyond.Step * r) + beyond.Coordinate])
            ? $"leaves {ScalarValue.Format(options.StabilityMargin)} times the training data's range"
            : "is not finite";
        return $"held-out run {run} ({context.Experiment.TrainRuns[run].Label}): coordinate {beyond.Coordinate} of its "
            + $"forecast {how} in step {beyond.Step + 1} of {states.Length / r}";
    }

    // Steps of the models in a time, at least one; without a time as many as there are.
    private int FramesOf(double? time) => time is { } given && data.TimeStep > 0
        ? (int)Math.Clamp(Math.Floor((given / data.TimeStep) + 1e-9), 1, int.MaxValue / 2)
        : time is null ? int.MaxValue / 2 : 1;
}
