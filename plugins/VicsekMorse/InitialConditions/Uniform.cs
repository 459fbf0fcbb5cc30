using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace VicsekMorse.InitialConditions;

/// <summary>Particles anywhere in the domain with equal probability.</summary>
public sealed record Uniform : ParticlePlacement
{
    /// <inheritdoc/>
    /// <remarks>Draws x, then y.</remarks>
    internal override void Place(Domain domain, RandomStream random, Span<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = domain.Lx * random.NextDouble();
            y[i] = domain.Ly * random.NextDouble();
        }
    }
}
