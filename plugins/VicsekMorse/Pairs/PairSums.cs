using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>Chooses the fastest way to sum the interactions.</summary>
internal static class PairSums
{
    /// <summary>Makes what suits the number of particles and the geometry.</summary>
    /// <param name="law">What acts between two particles.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    public static IPairSums For(PairLaw law, Domain domain, int particles)
    {
        var grid = new CellGrid(domain, law.Reach, particles);
        if (grid.IsWorthwhile) return new CellPairs(law, domain, grid, particles);
        return domain.Boundary == Boundary.Periodic
            ? new AllPairs<TorusDisplacement>(law, domain, particles)
            : new AllPairs<PlaneDisplacement>(law, domain, particles);
    }
}
