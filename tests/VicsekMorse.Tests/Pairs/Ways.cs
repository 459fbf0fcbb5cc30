using Rom.Abstractions;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

/// <summary>All ways to sum an interaction that a domain allows, the scalar one first.</summary>
internal static class Ways
{
    public static IReadOnlyList<IPairSums> OfAlignment(double radius, Domain domain, int count) => Of(
        new ScalarAlignment(radius, domain),
        new AlignmentKernel<PlaneDisplacement>(radius, domain),
        new AlignmentKernel<TorusDisplacement>(radius, domain),
        domain,
        count);

    public static IReadOnlyList<IPairSums> OfForces(MorseForce force, Domain domain, int count) => Of(
        new ScalarForces(force, domain),
        new ForceKernel<PlaneDisplacement>(force, domain, count),
        new ForceKernel<TorusDisplacement>(force, domain, count),
        domain,
        count);

    private static IReadOnlyList<IPairSums> Of(
        IPairSums scalar, IPairKernel onPlane, IPairKernel onTorus, Domain domain, int count)
    {
        var ways = new List<IPairSums>
        {
            scalar,
            new AllPairs(domain.Boundary == Boundary.Periodic ? onTorus : onPlane),
        };
        var grid = new CellGrid(domain, onPlane.Reach, count);
        if (domain.Boundary == Boundary.Reflecting || (grid.Columns >= 3 && grid.Rows >= 3))
            ways.Add(new CellPairs(onPlane, domain, grid, count));
        return ways;
    }
}
