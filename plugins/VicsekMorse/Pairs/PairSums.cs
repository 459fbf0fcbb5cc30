using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>The way to sum in a domain.</summary>
internal static class PairSums
{
    /// <summary>
    /// Bytes that summing takes for each particle, at least: sums, list, grid, what is kept between the loops, and the state
    /// once more, because sorting moves it.
    /// </summary>
    public const int BytesOfEach = 150;

    /// <summary>A way to sum.</summary>
    /// <param name="interactions">What is summed.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    /// <param name="stride">How far a particle goes from one sum to the next, about.</param>
    public static IPairSums Of(Interactions interactions, Domain domain, int particles, double stride)
    {
        double reach = interactions.Reach;
        // A thicker skin makes lists that last longer, and are longer. The cost of both together is least at about the
        // geometric mean of stride and reach, and flat around it (measured between 1 and 2 times that).
        double skin = Math.Clamp(1.5 * Math.Sqrt(stride * reach), reach / 10, reach / 2);
        return domain.Boundary == Boundary.Periodic
            ? new ListedPairs<TorusDisplacement>(interactions, domain, particles, skin)
            : new ListedPairs<PlaneDisplacement>(interactions, domain, particles, skin);
    }
}
