using System.Runtime.Intrinsics;
using FsCheck.Xunit;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

public class ExponentialTests
{
    [Property(MaxTest = 2000)]
    public void Of_IsWithinTwoUlp(uint a, uint b)
    {
        // Arguments dense near 0 and down to the floor.
        double x = -708.0 * (a / 4294967296.0) * Math.Pow(2, -(b % 40.0));
        Vector256<double> found = Exponential.Of(Vector256.Create(x));
        double expected = Math.Exp(x);
        Assert.InRange(found[0], expected - 2 * Ulp(expected), expected + 2 * Ulp(expected));
        Assert.Equal(Vector256.Create(found[0]), found);
    }

    [Fact]
    public void Of_Zero_IsOne() => Assert.Equal(Vector256<double>.One, Exponential.Of(Vector256<double>.Zero));

    [Theory]
    [InlineData(-709)]
    [InlineData(-1e300)]
    [InlineData(double.NegativeInfinity)]
    public void Of_BelowTheFloor_IsNextToNothing(double x) =>
        Assert.InRange(Exponential.Of(Vector256.Create(x))[0], 0, 4e-308);

    private static double Ulp(double value) => Math.BitIncrement(value) - value;
}
