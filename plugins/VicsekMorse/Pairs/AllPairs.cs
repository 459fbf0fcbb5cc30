using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Every particle with every other: the best way for a few particles, or a reach as long as the domain.
/// </summary>
/// <typeparam name="TDisplacement">The domain's geometry.</typeparam>
/// <param name="interactions">What is summed.</param>
/// <param name="domain">The domain.</param>
/// <param name="particles">Number of particles.</param>
internal sealed class AllPairs<TDisplacement>(Interactions interactions, Domain domain, int particles) : IPairSums
    where TDisplacement : struct, IDisplacement
{
    private readonly PairList pairs = new(interactions.Reach, domain, particles);

    /// <summary>How many pairs were looked at in all sums.</summary>
    public long PairsLookedAt => pairs.LookedAt;

    /// <inheritdoc/>
    public void Sum(Swarm swarm, PairTotals totals, CancellationToken cancellation)
    {
        totals.Begin(swarm);
        for (int i = 0; i < swarm.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            pairs.Collect<TDisplacement>(swarm, i, [new Stretch(i + 1, swarm.Count, 0, 0)]);
            if (pairs.IsFull) interactions.WorkOff(pairs, totals);
        }
        interactions.WorkOff(pairs, totals);
    }
}
