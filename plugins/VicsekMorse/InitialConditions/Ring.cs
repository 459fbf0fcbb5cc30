using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace VicsekMorse.InitialConditions;

/// <summary>A ring: angle uniform, distance from the centre normally distributed about the radius.</summary>
public sealed record Ring : ParticlePlacement
{
    /// <summary>Mean distance from the centre [length units].</summary>
    [Range(0, 1e30)]
    public double Radius { get; init; } = 5;

    /// <summary>Standard deviation of the distance from the centre [length units].</summary>
    [Range(0, 1e30)]
    public double Width { get; init; } = 0.8;

    /// <summary>Centre in x [length units]; the middle of the domain where none is given.</summary>
    [Range(-1e30, 1e30)]
    public double? X { get; init; }

    /// <summary>Centre in y [length units]; the middle of the domain where none is given.</summary>
    [Range(-1e30, 1e30)]
    public double? Y { get; init; }

    /// <inheritdoc/>
    /// <remarks>Draws the angle, then the distance.</remarks>
    internal override void Place(Domain domain, RandomStream random, Span<double> x, Span<double> y)
    {
        double centreX = X ?? domain.Lx / 2;
        double centreY = Y ?? domain.Ly / 2;
        for (int i = 0; i < x.Length; i++)
        {
            var (sin, cos) = Math.SinCos(Math.Tau * random.NextDouble());
            double distance = Math.Abs(Radius + Width * random.NextGaussian());
            x[i] = centreX + distance * cos;
            y[i] = centreY + distance * sin;
        }
    }
}
