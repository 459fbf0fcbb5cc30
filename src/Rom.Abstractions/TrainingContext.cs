namespace Rom.Abstractions;

/// <summary>What the host gives to a training besides the data.</summary>
/// <param name="Seed">Seed of all randomness in the training.</param>
/// <param name="Progress">Receives reports; calls are cheap and may come from any thread.</param>
/// <param name="Cancellation">Ends the training within a second.</param>
public sealed record TrainingContext(ulong Seed, IProgress<TrainingProgress> Progress, CancellationToken Cancellation)
{
    /// <summary>
    /// Receives doubts about the model that do not prevent a result: one sentence each, which names the option that is meant, what
    /// was found, and the remedy. Null where the caller takes none. Calls may come from any thread.
    /// </summary>
    public IProgress<string>? Warnings { get; init; }

    /// <summary>A context for programs without a host: no progress is reported.</summary>
    /// <param name="seed">Seed of all randomness in the training.</param>
    public static TrainingContext Silent(ulong seed) => new(seed, new NoProgress(), CancellationToken.None);

    private sealed class NoProgress : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }
}
