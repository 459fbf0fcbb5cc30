using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Every particle against every other: the best way for a few hundred particles, or a reach as long as the domain.
/// </summary>
/// <typeparam name="TDisplacement">The geometry.</typeparam>
/// <param name="law">What acts between two particles.</param>
/// <param name="domain">The domain.</param>
/// <param name="particles">Number of particles.</param>
internal sealed class AllPairs<TDisplacement>(PairLaw law, Domain domain, int particles) : IPairSums
    where TDisplacement : struct, IDisplacement
{
    private readonly PairKernel<TDisplacement> kernel = new(law, domain, particles);

    /// <inheritdoc/>
    public void Sum(Particles particles, Interactions sums, CancellationToken cancellation)
    {
        for (int i = 0; i < particles.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            kernel.Sum(particles.X[i], particles.Y[i], particles, sums, i);
        }
    }
}
