namespace VicsekMorse.Tests;

/// <summary>
/// Tests that count allocated bytes run alone: a collection that another test's allocations bring about ends the
/// thread's allocation buffer, and its rest counts as allocated.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountedAllocations
{
    public const string Name = "Counted allocations";
}
