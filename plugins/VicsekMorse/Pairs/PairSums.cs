using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>Chooses the fastest way to sum, for the number of particles and the reach.</summary>
internal static class PairSums
{
    /// <summary>A way to sum.</summary>
    /// <param name="interactions">What is summed.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    public static IPairSums Of(Interactions interactions, Domain domain, int particles)
    {
        var grid = new CellGrid(domain, interactions.Reach, particles);
        if (grid.IsWorthwhile) return new CellPairs(interactions, domain, grid, particles);
        return domain.Boundary == Boundary.Periodic
            ? new AllPairs<TorusDisplacement>(interactions, domain, particles)
            : new AllPairs<PlaneDisplacement>(interactions, domain, particles);
    }
}
