namespace Costs.Tests;

/// <summary>What a piece of work costs, in what is the same on every machine.</summary>
/// <param name="AllocatedBytes">Bytes allocated on the thread that works.</param>
/// <param name="Operations">How often the operation is done that the time is spent in.</param>
public sealed record Cost(long AllocatedBytes, long Operations)
{
    /// <summary>Measures work that has been done once before.</summary>
    /// <param name="work">The work; it gives the number of operations.</param>
    public static Cost Of(Func<long> work)
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long operations = work();
        long after = GC.GetAllocatedBytesForCurrentThread();
        return new Cost(after - before, operations);
    }
}
