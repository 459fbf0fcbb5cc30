using Rom.Numerics.RandomNumbers;
using VicsekMorse.Options;

namespace VicsekMorse.Dynamics;

/// <summary>Draws the angles by which headings are turned.</summary>
/// <param name="options">Distribution and strength.</param>
internal sealed class AngleNoise(NoiseOptions options)
{
    /// <summary>The angles' standard deviation [rad].</summary>
    public double StandardDeviation { get; } =
        options.Kind == NoiseKind.Uniform || options.MatchVariance ? options.Eta / Math.Sqrt(12) : options.Eta;

    /// <summary>Whether there is any noise; without it nothing is drawn.</summary>
    public bool IsOn => options.Eta > 0;

    /// <summary>Draws one angle [rad].</summary>
    /// <param name="random">The run's random stream.</param>
    public double Draw(RandomStream random) => options.Kind switch
    {
        NoiseKind.Uniform => options.Eta * (random.NextDouble() - 0.5),
        _ => StandardDeviation * random.NextGaussian(),
    };
}
