using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace VicsekMorse.InitialConditions;

/// <summary>One cluster, normally distributed about its centre, the same in all directions.</summary>
public sealed record Gaussian : ParticlePlacement
{
    /// <summary>Centre in x [length units]; the middle of the domain where none is given.</summary>
    [Range(-1e30, 1e30)]
    public double? X { get; init; }

    /// <summary>Centre in y [length units]; the middle of the domain where none is given.</summary>
    [Range(-1e30, 1e30)]
    public double? Y { get; init; }

    /// <summary>Variance of each coordinate [length units²].</summary>
    [Range(0, 1e30)]
    public double Variance { get; init; } = 2.5;

    /// <inheritdoc/>
    /// <remarks>Draws x, then y.</remarks>
    internal override void Place(Domain domain, RandomStream random, Span<double> x, Span<double> y)
    {
        double centreX = X ?? domain.Lx / 2;
        double centreY = Y ?? domain.Ly / 2;
        double sigma = Math.Sqrt(Variance);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = centreX + sigma * random.NextGaussian();
            y[i] = centreY + sigma * random.NextGaussian();
        }
    }
}
