using Rom.Abstractions;
using Rom.Analysis;
using Rom.Numerics.Statistics;

namespace RomHost.Models;

/// <summary>
/// Trains a model and measures the time without the costs of a process's first training: loading and compiling its
/// code. So it first trains on a part of the data, and repeats a very short training: it gives the same model, and the
/// median counts.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="create">Creates a trainer for each training, so that no state passes from one to the next.</param>
internal sealed class TimedTraining(TimeProvider clock, Func<IRomModelTrainer> create)
{
    // The longest time for a trainer to load its libraries; reporting progress, or finishing, shows that it has.
    private static readonly TimeSpan Loading = TimeSpan.FromSeconds(5);

    // The time in which the runtime recompiles frequently called methods; a longer training gains little from it.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    // Nearly all code of a training runs on a part of the data.
    private const int WarmUpFrames = 1024;
    private const int MostWarmUps = 20;

    // A training this short is of the order of the disturbances.
    private const double Short = 0.05;
    private const int Repeats = 7;

    /// <summary>Trains.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <returns>The model, and the time of its training [s].</returns>
    public (IRomModel Model, double Seconds) Run(LatentDataset data, TrainingContext context)
    {
        Prepare(data, context);
        var analyzer = new RuntimeAnalyzer(clock);
        var trainer = create();
        var (model, seconds) = analyzer.Measure(() => trainer.Train(data, context));
        if (model is null || seconds >= Short) return (model!, seconds);
        var observed = new List<double> { seconds };
        var silent = TrainingContext.Silent(context.Seed) with { Cancellation = context.Cancellation };
        while (observed.Count < Repeats)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            try
            {
                trainer = create();
                var (same, again) = analyzer.Measure(() => trainer.Train(data, silent));
                (same as IDisposable)?.Dispose();
                observed.Add(again);
            }
            catch (Exception) when (!context.Cancellation.IsCancellationRequested)
            {
                break; // the model is trained, and is worth more than further times
            }
        }
        return (model, Median.Of([.. observed]));
    }

    /// <summary>
    /// Trains on a part of the data repeatedly, for half a second once it has begun, and discards the results.
    /// </summary>
    /// <param name="data">The training data.</param>
    /// <param name="context">Seed and cancellation.</param>
    public void Prepare(LatentDataset data, TrainingContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        stop.CancelAfter(Loading);
        var begun = new Begun(() => stop.CancelAfter(WarmUp));
        var part = LatentPart.Beginning(data, WarmUpFrames);
        try
        {
            for (int k = 0; k < MostWarmUps && !stop.IsCancellationRequested; k++)
            {
                (create().Train(part, new TrainingContext(context.Seed, begun, stop.Token)) as IDisposable)?.Dispose();
                begun.Report(default!);
            }
        }
        catch (Exception)
        {
            // It was stopped, or the part is too small to train on: the training itself reports faults.
        }
        context.Cancellation.ThrowIfCancellationRequested();
    }

    // Reports may come from any thread, and after the training.
    private sealed class Begun(Action once) : IProgress<TrainingProgress>
    {
        private int reports;

        public void Report(TrainingProgress value)
        {
            if (Interlocked.Increment(ref reports) != 1) return;
            try
            {
                once();
            }
            catch (ObjectDisposedException)
            {
                // The warm-up is over.
            }
        }
    }
}
