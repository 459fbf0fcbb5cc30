using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// The sums as their equations read, one pair after the other: what the faster ways are tested against.
/// </summary>
/// <param name="law">What acts between two particles.</param>
/// <param name="domain">The domain.</param>
internal sealed class ScalarPairs(PairLaw law, Domain domain) : IPairSums
{
    /// <inheritdoc/>
    public void Sum(Particles particles, Interactions sums, CancellationToken cancellation)
    {
        for (int i = 0; i < particles.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (headingX, headingY, forceX, forceY) = (0.0, 0.0, 0.0, 0.0);
            for (int j = 0; j < particles.Count; j++)
            {
                double dx = Nearest(particles.X[j] - particles.X[i], domain.Lx);
                double dy = Nearest(particles.Y[j] - particles.Y[i], domain.Ly);
                double r = Math.Sqrt(dx * dx + dy * dy);
                if (r <= law.AlignmentRadius)
                {
                    // Σ p_j over r_ij ≤ R
                    headingX += particles.HeadingX[j];
                    headingY += particles.HeadingY[j];
                }
                if (law.Force is { } force && r > 0 && r <= force.Cutoff)
                {
                    // F_i = −Σ_j f(r_ij) r̂_ij
                    forceX -= force.At(r) * dx / r;
                    forceY -= force.At(r) * dy / r;
                }
            }
            (sums.HeadingX[i], sums.HeadingY[i]) = (headingX, headingY);
            (sums.ForceX[i], sums.ForceY[i]) = (forceX, forceY);
        }
    }

    private double Nearest(double difference, double side) =>
        domain.Boundary == Boundary.Periodic ? difference - side * Math.Round(difference / side) : difference;
}
