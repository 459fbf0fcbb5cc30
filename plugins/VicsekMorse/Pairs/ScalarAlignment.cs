using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>The alignment sums as their equation reads: what the faster ways are tested against.</summary>
/// <param name="radius">The radius R.</param>
/// <param name="domain">The domain.</param>
internal sealed class ScalarAlignment(double radius, Domain domain) : IPairSums
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
                // Σ p_j over r_ij ≤ R
                if (j == i || Math.Sqrt(dx * dx + dy * dy) > radius) continue;
                sums.X[i] += particles.HeadingX[j];
                sums.Y[i] += particles.HeadingY[j];
            }
        }
    }
}
