namespace Rom.Abstractions;

/// <summary>The seed, progress and cancellation of a training.</summary>
/// <param name="Seed">Seed of all randomness in the training.</param>
/// <param name="Progress">Receives reports; calls are cheap and may come from any thread.</param>
/// <param name="Cancellation">Ends the training within a second.</param>
public sealed record TrainingContext(ulong Seed, IProgress<TrainingProgress> Progress, CancellationToken Cancellation)
{
    /// <summary>
    /// Receives doubts about the model that do not prevent a result: one sentence each, with the option, the value
    /// found, and the remedy. Null where the caller ignores them. Calls may come from any thread.
    /// </summary>
    public IProgress<string>? Warnings { get; init; }

    /// <summary>Creates a context for programs without a host, which reports no progress.</summary>
    /// <param name="seed">Seed of all randomness in the training.</param>
    public static TrainingContext Silent(ulong seed) => new(seed, new NoProgress(), CancellationToken.None);

    private sealed class NoProgress : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }
}
