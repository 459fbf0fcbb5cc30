using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>Chooses the implementation of pair sums for a domain.</summary>
internal static class PairSums
{
    /// <summary>
    /// Bytes that summing takes for each particle, at least: sums, list, grid, data between the loops, and a second
    /// copy of the state for sorting.
    /// </summary>
    public const int BytesOfEach = 150;

    /// <summary>Creates an implementation.</summary>
    /// <param name="interactions">The interactions to sum.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    /// <param name="stride">The approximate distance that a particle moves between two sums.</param>
    public static IPairSums Of(Interactions interactions, Domain domain, int particles, double stride)
    {
        double reach = interactions.Reach;
        // A thicker skin gives lists that last longer, and are longer. The cost of both together is least at about the
        // geometric mean of stride and reach, and flat around it (measured between 1 and 2 times that).
        double skin = Math.Clamp(1.5 * Math.Sqrt(stride * reach), reach / 10, reach / 2);
        return domain.Boundary == Boundary.Periodic
            ? new ListedPairs<TorusDisplacement>(interactions, domain, particles, skin)
            : new ListedPairs<PlaneDisplacement>(interactions, domain, particles, skin);
    }
}
