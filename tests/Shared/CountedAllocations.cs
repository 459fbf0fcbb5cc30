namespace SharedTests;

/// <summary>
/// Tests that count bytes run alone: other tests' objects count as the heap's, and a collection that they bring about
/// ends the thread's allocation buffer, whose rest counts as allocated.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountedAllocations
{
    public const string Name = "Counted allocations";
}
