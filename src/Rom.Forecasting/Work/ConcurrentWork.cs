using System.Runtime.ExceptionServices;

namespace Rom.Forecasting.Work;

/// <summary>Works on items side by side, and fails as a sequential loop does.</summary>
internal static class ConcurrentWork
{
    /// <summary>Works on items; where some fail, one failure is thrown as it is.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="threads">The most items at a time, at least 1.</param>
    /// <param name="work">Processes one item, from 0.</param>
    /// <param name="cancellation">Ends the work between items.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void For(int count, int threads, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                work);
        }
        catch (AggregateException e)
        {
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
