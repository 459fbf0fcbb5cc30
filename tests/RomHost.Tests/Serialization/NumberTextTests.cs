using System.Globalization;
using Rom.Forecasting.Serialization;

namespace RomHost.Tests.Serialization;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0 runs")]
    [InlineData(1, "1 run")]
    [InlineData(2, "2 runs")]
    [InlineData(1234567, "1234567 runs")]
    public void ACount_HasItsNoun(long count, string text) => Assert.Equal(text, NumberText.Count(count, "run"));

    [Fact]
    public void APluralOfItsOwn_IsUsed() =>
        Assert.Equal(
            ("1 basis", "2 bases"), (NumberText.Count(1, "basis", "bases"), NumberText.Count(2, "basis", "bases")));

    [Theory]
    [InlineData(0, "0.000")]
    [InlineData(0.65349, "0.6535")]
    [InlineData(0.99996, "1.000")]
    [InlineData(12.3456, "12.35")]
    [InlineData(-12.3456, "−12.35")]
    [InlineData(9999.4, "9999")]
    [InlineData(9999.6, "1e4")]
    [InlineData(0.00012345, "0.0001")]
    [InlineData(0.0000123, "1.2e-5")]
    [InlineData(-2.2e19, "−2.2e19")]
    [InlineData(double.MaxValue, "1.8e308")]
    [InlineData(double.Epsilon, "4.9e-324")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void AFigure_HasAtMostFourSignificantDigits(double value, string text) =>
        Assert.Equal(text, NumberText.Of(value));

    [Fact]
    public void NegativeZero_HasNoSign() => Assert.Equal("0.000", NumberText.Of(-0.0));

    [Theory]
    [InlineData(0, 5, "")]
    [InlineData(3, 0, "")]
    [InlineData(1, 0.004, "")]
    [InlineData(6, 2, "3.0 a second")]
    [InlineData(761, 1, "761 a second")]
    [InlineData(30, 60, "30 a minute")]
    [InlineData(1, 1800, "2.0 an hour")]
    public void ARate_IsSaidOnlyOfWhatWasDone(double done, double seconds, string text) =>
        Assert.Equal(text, NumberText.Rate(done, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void NoTextDependsOnTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" },
            };
            Assert.Equal(("−12.35", "−5 runs", "2.5 a second", "92.44 %"), (
                NumberText.Of(-12.3456), NumberText.Count(-5, "run").Replace('-', '−'),
                NumberText.Rate(5, TimeSpan.FromSeconds(2)), NumberText.Percent(0.92441)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1700000010.05, "1700000010.05")]
    [InlineData(10.100000000000001, "10.1")]
    [InlineData(-50, "−50")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void PointsOfAnAxis_StayApartFarFromZero(double value, string expected) =>
        Assert.Equal(expected, NumberText.Point(value));
}
