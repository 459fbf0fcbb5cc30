using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace SharedTests;

/// <summary>
/// Begins with the classes that the project names as its longest (<c>Longest</c> of its assembly's metadata): a long
/// one that begins last has a processor for itself, and the other one waits for it.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = typeof(LongestFirst).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(entry => entry.Key == "Longest")?.Value?.Split(' ') ?? [];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderBy(Rank)];

    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        int rank = Array.FindIndex(
            Longest,
            name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal));
        return rank < 0 ? Longest.Length : rank;
    }
}
