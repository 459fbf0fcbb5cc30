using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// A way to sum the interactions of all pairs of different particles: every pair counts once, at its nearest image. All
/// ways agree to rounding.
/// </summary>
/// <remarks>Holds buffers, so it belongs to one run; nothing is allocated after the first sum.</remarks>
internal interface IPairSums
{
    /// <summary>Sums what each particle receives from the others.</summary>
    /// <param name="swarm">The particles, inside the domain; they may change places.</param>
    /// <param name="totals">Receives the sums, at the places that particles have afterwards.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    void Sum(Swarm swarm, PairTotals totals, CancellationToken cancellation);
}
