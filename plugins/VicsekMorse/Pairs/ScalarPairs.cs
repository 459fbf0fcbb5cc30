using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>Sums pairs as the equations read; the reference for tests of the faster implementations.</summary>
/// <param name="interactions">The interactions to sum.</param>
/// <param name="domain">The domain.</param>
internal sealed class ScalarPairs(Interactions interactions, Domain domain) : IPairSums
{
    /// <inheritdoc/>
    public void Sum(Swarm swarm, PairTotals totals, CancellationToken cancellation)
    {
        totals.Clear();
        for (int i = 0; i < swarm.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int j = 0; j < swarm.Count; j++)
            {
                if (j == i) continue;
                var (dx, dy) = domain.NearestImage(swarm.X[j] - swarm.X[i], swarm.Y[j] - swarm.Y[i]);
                double r = Math.Sqrt(dx * dx + dy * dy);
                // Σ p_j over r_ij ≤ R
                if (r <= interactions.Radius)
                {
                    totals.HeadingX[i] += swarm.HeadingX[j];
                    totals.HeadingY[i] += swarm.HeadingY[j];
                }
                // F_i = −Σ_j f(r_ij) r̂_ij over 0 < r_ij ≤ r_cut
                if (interactions.Force is { } force && r > 0 && r <= force.Cutoff)
                {
                    totals.ForceX[i] -= force.At(r) * dx / r;
                    totals.ForceY[i] -= force.At(r) * dy / r;
                }
            }
        }
    }
}
