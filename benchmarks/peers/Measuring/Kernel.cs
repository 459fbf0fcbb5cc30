using Rom.Analysis;

namespace Peers.Measuring;

/// <summary>Work in this process, called until a block lasts long enough to be timed.</summary>
/// <param name="name">The name in the table.</param>
/// <param name="unitsPerCall">Units of work in a call.</param>
/// <param name="work">The work.</param>
internal sealed class Kernel(string name, double unitsPerCall, Action work) : IContender
{
    private const double BlockSeconds = 0.2;
    private const int MostCallsInBlock = 1 << 30;
    private static readonly BlockTimer Timer = new(TimeProvider.System);
    private int calls;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Measures the bytes that one call allocates on this thread after warming up.</summary>
    public long AllocatedBytesPerCall()
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <inheritdoc/>
    public double Measure()
    {
        if (calls == 0)
        {
            work();
            calls = Timer.CallsFor(work, BlockSeconds, MostCallsInBlock, CancellationToken.None);
        }
        return Timer.Time(work, calls) / (calls * unitsPerCall);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // There is nothing to release.
    }
}
