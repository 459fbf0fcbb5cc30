using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>The force sums as their equation reads: what the faster ways are tested against.</summary>
/// <param name="force">The force.</param>
/// <param name="domain">The domain.</param>
internal sealed class ScalarForces(MorseForce force, Domain domain) : IPairSums
{
    /// <inheritdoc/>
    public void Sum(Particles particles, VectorSums sums, CancellationToken cancellation)
    {
        sums.Clear();
        for (int i = 0; i < particles.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int j = 0; j < particles.Count; j++)
            {
                double dx = NearestImage.Of(particles.X[j] - particles.X[i], domain.Lx, domain.Boundary);
                double dy = NearestImage.Of(particles.Y[j] - particles.Y[i], domain.Ly, domain.Boundary);
                double r = Math.Sqrt(dx * dx + dy * dy);
                // F_i = −Σ_j f(r_ij) r̂_ij over 0 < r_ij ≤ r_cut
                if (r == 0 || r > force.Cutoff) continue;
                sums.X[i] -= force.At(r) * dx / r;
                sums.Y[i] -= force.At(r) * dy / r;
            }
        }
    }
}
