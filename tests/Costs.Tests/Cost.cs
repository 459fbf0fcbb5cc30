namespace Costs.Tests;

/// <summary>The cost of a piece of work, in quantities that are the same on every machine.</summary>
/// <param name="AllocatedBytes">Bytes allocated on the thread that works.</param>
/// <param name="Operations">Number of the operations that dominate the time.</param>
public sealed record Cost(long AllocatedBytes, long Operations)
{
    /// <summary>Measures work that has been done before.</summary>
    /// <param name="work">The work; it gives the number of operations.</param>
    public static Cost Of(Func<long> work)
    {
        long bytes = long.MaxValue, operations = 0;
        // The minimum of several, because the runtime's own allocations at the first run do not belong to the work.
        for (int k = 0; k < 3; k++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            operations = work();
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return new Cost(bytes, operations);
    }
}
