using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Sums the interactions of all pairs of different particles: every pair counts once, at its nearest image. All
/// implementations agree to rounding.
/// </summary>
/// <remarks>Holds buffers, so it belongs to one run; nothing is allocated after the first sum.</remarks>
internal interface IPairSums
{
    /// <summary>Sums the contributions of the others to each particle.</summary>
    /// <param name="swarm">The particles, inside the domain; their order may change.</param>
    /// <param name="totals">Receives the sums, in the new order of the particles.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    void Sum(Swarm swarm, PairTotals totals, CancellationToken cancellation);
}
