using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.InitialConditions;

namespace VicsekMorse.Tests.InitialConditions;

/// <summary>Moments of each family against their closed forms, to five standard errors of 100,000 particles.</summary>
public class PlacementTests
{
    private const int Count = 100_000;
    private static readonly double Error = 5 / Math.Sqrt(Count);
    private static readonly Domain Box = new(30, 20, Boundary.Periodic);

    [Fact]
    public void Uniform_FillsTheDomain()
    {
        var (x, y) = Place(new Uniform());
        CheckMoments(x, 15, 30 * 30 / 12.0);
        CheckMoments(y, 10, 20 * 20 / 12.0);
        Assert.All(x, value => Assert.InRange(value, 0, 30));
    }

    [Theory]
    [InlineData(null, null, 15, 10)]
    [InlineData(5.0, 16.0, 5, 16)]
    public void Gaussian_HasItsCentreAndVariance(double? centreX, double? centreY, double meanX, double meanY)
    {
        var (x, y) = Place(new Gaussian { X = centreX, Y = centreY, Variance = 3 });
        CheckMoments(x, meanX, 3);
        CheckMoments(y, meanY, 3);
    }

    [Fact]
    public void Ring_HasItsRadiusAndWidth()
    {
        var (x, y) = Place(new Ring { Radius = 5, Width = 0.4 });
        double[] distance = [.. x.Zip(y, (a, b) => double.Hypot(a - 15, b - 10))];
        CheckMoments(distance, 5, 0.16);
        // The angle is uniform: each coordinate has half of E r² = R² + w².
        CheckMoments(x, 15, (25 + 0.16) / 2);
        CheckMoments(y, 10, (25 + 0.16) / 2);
    }

    [Fact]
    public void Ring_WiderThanItsRadius_FoldsDistancesToPositive()
    {
        var (x, y) = Place(new Ring { Radius = 0, Width = 2, X = 3, Y = 4 });
        double[] distance = [.. x.Zip(y, (a, b) => double.Hypot(a - 3, b - 4))];
        // A half-normal distribution: mean w·√(2/π), second moment w².
        CheckMoments(distance, 2 * Math.Sqrt(2 / Math.PI), 4 * (1 - 2 / Math.PI));
    }

    [Fact]
    public void TwoClusters_AreHalfAndHalf_SideBySide()
    {
        var (x, y) = Place(new TwoClusters { Separation = 7, Sigma = 2 });
        CheckMoments(x[..(Count / 2)], 15 - 3.5, 4);
        CheckMoments(x[(Count / 2)..], 15 + 3.5, 4);
        CheckMoments(y, 10, 4);
    }

    [Fact]
    public void TwoClusters_OddNumber_PutsTheOddOneRight()
    {
        double[] x = new double[5], y = new double[5];
        new TwoClusters { Separation = 10, Sigma = 0 }.Place(Box, new RandomStream(1), x, y);
        Assert.Equal([10, 10, 20, 20, 20], x);
    }

    [Theory]
    [InlineData(Boundary.Periodic)]
    [InlineData(Boundary.Reflecting)]
    public void InitialState_IsInsideTheDomain_WithHeadingsAllRound(Boundary boundary)
    {
        var domain = new Domain(4, 3, boundary);
        Swarm swarm = InitialState.Draw(new Gaussian { Variance = 100 }, Count, 3, domain, new RandomStream(5));
        Assert.All(swarm.X[..Count].ToArray(), x => Assert.True(x is >= 0 and < 4));
        Assert.All(swarm.Y[..Count].ToArray(), y => Assert.True(y is >= 0 and < 3));
        Assert.All(swarm.Speed, speed => Assert.Equal(3, speed));
        // cos and sin of a uniform angle: mean 0, variance 1/2.
        CheckMoments(swarm.HeadingX.ToArray(), 0, 0.5);
        CheckMoments(swarm.HeadingY.ToArray(), 0, 0.5);
    }

    private static (double[] X, double[] Y) Place(ParticlePlacement placement)
    {
        double[] x = new double[Count], y = new double[Count];
        placement.Place(Box, new RandomStream(11), x, y);
        return (x, y);
    }

    private static void CheckMoments(double[] values, double mean, double variance)
    {
        double error = Error * Math.Sqrt((double)Count / values.Length);
        double average = values.Average();
        Assert.InRange(average, mean - error * Math.Sqrt(variance), mean + error * Math.Sqrt(variance));
        // The standard error of a variance is at most √2 of itself for all families here (kurtosis ≤ 3, half-normal
        // 3.87).
        double sampled = values.Average(value => (value - average) * (value - average));
        Assert.InRange(sampled / variance, 1 - 1.7 * error, 1 + 1.7 * error);
    }
}
