using Rom.Abstractions;
using Rom.Analysis;
using Rom.Numerics.Statistics;

namespace RomHost.Models;

/// <summary>
/// Trains a model and measures how long that takes, without what the first training of a process pays for: loading and
/// compiling its code. So a part of the data is trained on before, and a training that is over at once is repeated: it
/// gives the same model, and the median counts.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="create">
/// Makes a trainer: one for each training, so that nothing that it remembers can pass from one to the next.
/// </param>
internal sealed class TimedTraining(TimeProvider clock, Func<IRomModelTrainer> create)
{
    // A trainer loads its libraries for as long as this at the most; that it reports progress, or is done, shows that
    // it has.
    private static readonly TimeSpan Loading = TimeSpan.FromSeconds(5);

    // As long as the runtime needs to compile anew what is called often; a training that takes longer is hardly
    // shortened by it.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    // Nearly all code of a training runs on a part of the data.
    private const int WarmUpFrames = 1024;
    private const int MostWarmUps = 20;

    // A training this short is of the order of what disturbs it.
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
                break; // The model is trained, and is worth more than the times of others.
            }
        }
        return (model, Median.Of([.. observed]));
    }

    /// <summary>
    /// Trains on a part of the data, again and again for half a second once it has begun, and forgets what comes out.
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
            // It was stopped, or the part is too small to train on: the training itself says what is wrong, if anything
            // is.
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
