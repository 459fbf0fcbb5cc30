using System.Diagnostics;

namespace Peers.Measuring;

/// <summary>Work in this process, called until a block lasts long enough to be timed.</summary>
/// <param name="name">What it is.</param>
/// <param name="unitsPerCall">Units of work in a call.</param>
/// <param name="work">The work.</param>
internal sealed class Kernel(string name, double unitsPerCall, Action work) : IContender
{
    private static readonly TimeSpan BlockLength = TimeSpan.FromMilliseconds(200);
    private int calls;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Bytes that one call allocates on this thread, once it is warm.</summary>
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
        if (calls == 0) Calibrate();
        return Time(calls).TotalSeconds / (calls * unitsPerCall);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds nothing.
    }

    private void Calibrate()
    {
        work();
        for (calls = 1; Time(calls) < BlockLength; calls *= 2)
        {
            // Twice as many, until they fill a block.
        }
    }

    private TimeSpan Time(int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++) work();
        return Stopwatch.GetElapsedTime(start);
    }
}
