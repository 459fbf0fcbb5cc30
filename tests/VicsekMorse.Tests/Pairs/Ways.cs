using Rom.Abstractions;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

/// <summary>All ways to sum that a domain allows, the scalar one first.</summary>
internal static class Ways
{
    public static IReadOnlyList<IPairSums> Of(Interactions interactions, Domain domain, int count)
    {
        var ways = new List<IPairSums>
        {
            new ScalarPairs(interactions, domain),
            domain.Boundary == Boundary.Periodic
                ? new AllPairs<TorusDisplacement>(interactions, domain, count)
                : new AllPairs<PlaneDisplacement>(interactions, domain, count),
        };
        var grid = new CellGrid(domain, interactions.Reach, count);
        if (grid.IsSound) ways.Add(new CellPairs(interactions, domain, grid, count));
        return ways;
    }
}
