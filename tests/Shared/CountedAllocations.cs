namespace SharedTests;

/// <summary>
/// Tests that count bytes run alone: objects of other tests count as part of the heap, and a collection that they cause
/// ends the thread's allocation buffer, whose rest counts as allocated.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountedAllocations
{
    public const string Name = "Counted allocations";
}
