using System.Runtime.Intrinsics;
using FsCheck.Xunit;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

public class PowerOfTwoTests
{
    [Property(MaxTest = 2000)]
    public void Of_IsWithinTwoUlp(uint a, uint b, uint c)
    {
        // Exponents dense near 0 and down to the floor, as products of two factors.
        double x = 1 + c / 4294967296.0;
        double rate = PowerOfTwo.Floor / 2 * (a / 4294967296.0) * Math.Pow(2, -(b % 40.0));
        Vector256<double> found = PowerOfTwo.Of(Vector256.Create(rate), Vector256.Create(x));
        // The product in two parts: rounded, it would be off by more than what is tested.
        double product = rate * x, rest = Math.FusedMultiplyAdd(rate, x, -product);
        double expected = Math.Pow(2, product) * (1 + rest * Math.Log(2));
        Assert.InRange(found[0], expected - 2 * Ulp(expected), expected + 2 * Ulp(expected));
        Assert.Equal(Vector256.Create(found[0]), found);
    }

    [Fact]
    public void Of_Zero_IsOne() =>
        Assert.Equal(Vector256<double>.One, PowerOfTwo.Of(Vector256<double>.One, Vector256<double>.Zero));

    [Theory]
    [InlineData(-1021)]
    [InlineData(-1e15)]
    public void Of_BelowTheFloor_IsNextToNothing(double x) =>
        Assert.InRange(PowerOfTwo.Of(Vector256<double>.One, Vector256.Create(x))[0], 0, 2e-307);

    private static double Ulp(double value) => Math.BitIncrement(value) - value;
}
