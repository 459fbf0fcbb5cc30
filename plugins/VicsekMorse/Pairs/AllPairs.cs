using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Every particle with every other: the best way for a few hundred particles, or a reach as long as the domain.
/// </summary>
/// <param name="kernel">The interaction, in the geometry of the domain.</param>
internal sealed class AllPairs(IPairKernel kernel) : IPairSums
{
    /// <inheritdoc/>
    public void Sum(Particles particles, VectorSums sums, CancellationToken cancellation)
    {
        sums.Clear();
        for (int i = 0; i < particles.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            kernel.Meet(particles, sums, i, i + 1, particles.Count, particles.X[i], particles.Y[i]);
            kernel.Finish(sums, i);
        }
    }
}
