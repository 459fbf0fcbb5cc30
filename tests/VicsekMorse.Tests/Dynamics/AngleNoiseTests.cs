using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.Options;

namespace VicsekMorse.Tests.Dynamics;

public class AngleNoiseTests
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData(NoiseKind.Uniform, true, 1.5 * 1.5 / 12)]
    [InlineData(NoiseKind.Uniform, false, 1.5 * 1.5 / 12)]
    [InlineData(NoiseKind.Gaussian, true, 1.5 * 1.5 / 12)]
    [InlineData(NoiseKind.Gaussian, false, 1.5 * 1.5)]
    public void Angles_HaveMeanZeroAndTheVarianceOfTheirKind(NoiseKind kind, bool matchVariance, double variance)
    {
        var noise = new AngleNoise(new NoiseOptions { Kind = kind, Eta = 1.5, MatchVariance = matchVariance });
        var random = new RandomStream(7);
        var angles = new double[Draws];
        noise.Draw(random, angles);

        Assert.Equal(variance, noise.StandardDeviation * noise.StandardDeviation, 1e-12);
        // Five standard errors of the sample mean and (for the kurtosis of either kind, at most 3) of the sample
        // variance.
        Assert.InRange(angles.Average(), -5 * Math.Sqrt(variance / Draws), 5 * Math.Sqrt(variance / Draws));
        double sampled = angles.Average(angle => angle * angle);
        Assert.InRange(sampled / variance, 1 - 5 * Math.Sqrt(2.0 / Draws), 1 + 5 * Math.Sqrt(2.0 / Draws));
    }

    [Fact]
    public void UniformAngles_StayWithinHalfOfEta()
    {
        var noise = new AngleNoise(new NoiseOptions { Kind = NoiseKind.Uniform, Eta = 2 });
        var random = new RandomStream(3);
        var angles = new double[10_000];
        noise.Draw(random, angles);
        Assert.All(angles, angle => Assert.InRange(angle, -1, 1));
    }
}
