using System.Numerics;
using Rom.Numerics.RandomNumbers;

namespace Stochastic.Tests;

/// <summary>Sine and cosine of a vector beside those of the C library.</summary>
public class SinCosPiTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.125)]
    [InlineData(0.25)]
    [InlineData(0.25 - 1.0 / (1L << 54))] // on both sides of where the polynomials change places
    [InlineData(0.25 + 1.0 / (1L << 54))]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(1.75)]
    [InlineData(2 - 1.0 / (1L << 52))] // the last angle of a uniform number
    [InlineData(1.0 / (1L << 52))]     // the first one above 0
    [InlineData(-0.7)]
    [InlineData(-1.0)]
    public void Result_IsThatOfTheCLibrary(double x) => AssertNear(x);

    [Fact]
    public void Result_IsThatOfTheCLibrary_AtUniformNumbers()
    {
        var random = new RandomStream(1);
        for (int i = 0; i < 100_000; i++) AssertNear(2 * random.NextDouble());
    }

    [Fact]
    public void QuarterTurns_AreExact()
    {
        for (int n = -8; n <= 8; n++)
        {
            var (sin, cos) = SinCosPi.Of(new Vector<double>(n / 2.0));
            Assert.Equal((n & 1) == 0 ? 0 : 1 - (n & 2), sin[0]);
            Assert.Equal((n & 1) == 1 ? 0 : 1 - (n & 2), cos[0]);
        }
    }

    // By the nearest quarter turn, which is subtracted without rounding.
    private static void AssertNear(double x)
    {
        int quarter = (int)Math.Round(2 * x);
        var (sinOfRest, cosOfRest) = Math.SinCos(Math.PI * (x - 0.5 * quarter));
        var (expectedSin, expectedCos) = (quarter & 3) switch
        {
            0 => (sinOfRest, cosOfRest),
            1 => (cosOfRest, -sinOfRest),
            2 => (-sinOfRest, -cosOfRest),
            _ => (-cosOfRest, sinOfRest),
        };
        var (sin, cos) = SinCosPi.Of(new Vector<double>(x));
        Assert.Equal(expectedSin, sin[0], 4e-16);
        Assert.Equal(expectedCos, cos[0], 4e-16);
    }
}
