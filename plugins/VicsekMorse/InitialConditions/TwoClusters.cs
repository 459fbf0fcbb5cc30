using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace VicsekMorse.InitialConditions;

/// <summary>
/// Two normally distributed clusters of half of the particles each, side by side about the middle of the domain.
/// </summary>
public sealed record TwoClusters : ParticlePlacement
{
    /// <summary>Distance of the two centres, in x [length units].</summary>
    [Range(0, 1e30)]
    public double Separation { get; init; } = 7;

    /// <summary>Standard deviation of each coordinate about the cluster's centre [length units].</summary>
    [Range(0, 1e30)]
    public double Sigma { get; init; } = 2;

    /// <inheritdoc/>
    /// <remarks>The first N/2 particles (rounded down) are the left cluster. Draws x, then y.</remarks>
    internal override void Place(Domain domain, RandomStream random, Span<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double side = i < x.Length / 2 ? -0.5 : 0.5;
            x[i] = domain.Lx / 2 + side * Separation + Sigma * random.NextGaussian();
            y[i] = domain.Ly / 2 + Sigma * random.NextGaussian();
        }
    }
}
