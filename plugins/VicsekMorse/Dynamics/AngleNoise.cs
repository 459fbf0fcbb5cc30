using System.Numerics.Tensors;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Options;

namespace VicsekMorse.Dynamics;

/// <summary>Draws the random angles that turn headings.</summary>
/// <param name="options">Distribution and strength.</param>
internal sealed class AngleNoise(NoiseOptions options)
{
    /// <summary>The standard deviation of the angles [rad].</summary>
    public double StandardDeviation { get; } =
        options.Kind == NoiseKind.Uniform || options.MatchVariance ? options.Eta / Math.Sqrt(12) : options.Eta;

    /// <summary>Whether there is any noise; without noise nothing is drawn.</summary>
    public bool IsOn => options.Eta > 0;

    /// <summary>Draws an angle for each particle in turn.</summary>
    /// <param name="random">The run's random stream.</param>
    /// <param name="angles">Receives the angles [rad].</param>
    public void Draw(RandomStream random, Span<double> angles)
    {
        if (options.Kind == NoiseKind.Uniform)
        {
            random.NextDoubles(angles);
            TensorPrimitives.Subtract(angles, 0.5, angles);
            TensorPrimitives.Multiply(angles, options.Eta, angles);
        }
        else
        {
            random.NextGaussians(angles);
            TensorPrimitives.Multiply(angles, StandardDeviation, angles);
        }
    }
}
