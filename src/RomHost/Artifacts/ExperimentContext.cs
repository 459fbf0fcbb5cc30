using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>What all work on an experiment needs besides the artifacts.</summary>
/// <param name="Experiment">The experiment, checked.</param>
/// <param name="Folder">Where its artifacts are.</param>
/// <param name="Components">Makes what it uses of plugins.</param>
/// <param name="Store">Its artifacts.</param>
/// <param name="Display">Where progress is shown.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Threads">How many runs may be worked on at once; no artifact depends on it.</param>
/// <param name="Cancellation">Ends the work at the next run, epoch or trial.</param>
internal sealed record ExperimentContext(
    Experiment Experiment,
    ExperimentFolder Folder,
    ExperimentComponents Components,
    ArtifactStore Store,
    IProgressDisplay Display,
    TimeProvider Clock,
    int Threads,
    CancellationToken Cancellation)
{
    /// <summary>Whether the stacks of failures are shown.</summary>
    public bool Verbose { get; init; }

    /// <summary>
    /// The longest window of all models whose trainer can be made [frames], as validation found it; 1 where there is none.
    /// </summary>
    public int LongestLag { get; init; } = 1;

    /// <summary>Warns of what a plugin threw; with <see cref="Verbose"/>, where.</summary>
    /// <param name="message">One line.</param>
    /// <param name="stack">The exception with its stack.</param>
    public void WarnOfFailure(string message, string? stack) =>
        Display.Warn(Verbose && stack is not null ? message + Environment.NewLine + stack : message);

    /// <summary>Works on many items, several at once, until cancelled.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="work">Works on one, given its index.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void ForEach(int count, Action<int> work)
    {
        try
        {
            Parallel.For(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation }, work);
        }
        catch (AggregateException e)
        {
            Cancellation.ThrowIfCancellationRequested();
            // One failure is enough to know; the stage fails with it as it would have alone.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
