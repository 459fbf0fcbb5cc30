using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>Chooses the fastest way to sum an interaction, for the number of particles and the reach.</summary>
internal static class PairSums
{
    /// <summary>A way to sum the headings of the others up to a radius away.</summary>
    /// <param name="radius">The radius R.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    public static IPairSums OfAlignment(double radius, Domain domain, int particles) => For(
        new AlignmentKernel<PlaneDisplacement>(radius, domain),
        new AlignmentKernel<TorusDisplacement>(radius, domain),
        domain,
        particles);

    /// <summary>A way to sum the Morse forces of the others.</summary>
    /// <param name="force">The force.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    public static IPairSums OfForces(MorseForce force, Domain domain, int particles) => For(
        new ForceKernel<PlaneDisplacement>(force, domain, particles),
        new ForceKernel<TorusDisplacement>(force, domain, particles),
        domain,
        particles);

    private static IPairSums For(IPairKernel onPlane, IPairKernel onTorus, Domain domain, int particles)
    {
        var grid = new CellGrid(domain, onPlane.Reach, particles);
        if (grid.IsWorthwhile) return new CellPairs(onPlane, domain, grid, particles);
        return new AllPairs(domain.Boundary == Boundary.Periodic ? onTorus : onPlane);
    }
}
