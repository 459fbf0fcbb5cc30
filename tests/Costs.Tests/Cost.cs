namespace Costs.Tests;

/// <summary>What a piece of work costs, in what is the same on every machine.</summary>
/// <param name="AllocatedBytes">Bytes allocated on the thread that works.</param>
/// <param name="Operations">How often the operation is done that the time is spent in.</param>
public sealed record Cost(long AllocatedBytes, long Operations)
{
    /// <summary>Measures work that has been done before.</summary>
    /// <param name="work">The work; it gives the number of operations.</param>
    public static Cost Of(Func<long> work)
    {
        long bytes = long.MaxValue, operations = 0;
        // The least of a few: what the runtime allocates on the side when code is first run is not the work's.
        for (int k = 0; k < 3; k++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            operations = work();
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return new Cost(bytes, operations);
    }
}
