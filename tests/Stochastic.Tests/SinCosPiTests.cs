using System.Numerics;
using FsCheck.Xunit;

namespace Stochastic.Tests;

/// <summary>Sine and cosine against their series, in decimals of 28 digits.</summary>
public class SinCosPiTests
{
    private const decimal Pi = 3.1415926535897932384626433833m;
    private const long Unit = 1L << 60; // a multiple of 2⁻⁶⁰ up to 2 becomes a decimal without the rounding of a cast

    [Theory]
    [InlineData(0.125)]
    [InlineData(0.25)]
    [InlineData(0.25 - 1.0 / (1L << 54))] // on both sides of where the polynomials change places
    [InlineData(0.25 + 1.0 / (1L << 52))]
    [InlineData(0.75)]
    [InlineData(1.75)]
    [InlineData(1.0 / (1L << 52))]     // the first angle of a uniform number above 0
    [InlineData(2 - 1.0 / (1L << 52))] // the last one
    [InlineData(-0.7)]
    [InlineData(-1.2)]
    public void SineAndCosine_EqualTheirSeries(double x) => AssertNear(x);

    [Property(MaxTest = 1000)]
    public void SineAndCosine_EqualTheirSeries_AtUniformNumbers(ulong bits) =>
        AssertNear(2 * ((bits >> 11) / (double)(1UL << 53)));

    [Fact]
    public void QuarterTurns_AreExact()
    {
        for (int n = -8; n <= 8; n++)
        {
            var (sin, cos) = SinCosPi.Of(new Vector<double>(n / 2.0));
            Assert.Equal(int.IsEvenInteger(n) ? 0 : 1 - (n & 2), sin[0]);
            Assert.Equal(int.IsEvenInteger(n) ? 1 - (n & 2) : 0, cos[0]);
        }
    }

    private static void AssertNear(double x)
    {
        var (sin, cos) = SinCosPi.Of(new Vector<double>(x));
        decimal y = Pi * Exact(x), term = 1, trueSin = 0, trueCos = 0;
        for (int k = 0; k < 60; k++, term *= y / k) // yᵏ/k!
        {
            if (int.IsEvenInteger(k)) trueCos += (k & 2) == 0 ? term : -term;
            else trueSin += (k & 2) == 0 ? term : -term;
        }
        Assert.InRange(Exact(sin[0]) - trueSin, -4e-16m, 4e-16m);
        Assert.InRange(Exact(cos[0]) - trueCos, -4e-16m, 4e-16m);
    }

    private static decimal Exact(double value) => (decimal)(long)(value * Unit) / Unit;
}
