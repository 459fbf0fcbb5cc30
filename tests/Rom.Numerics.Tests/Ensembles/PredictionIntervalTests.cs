using Rom.Numerics.Ensembles;

namespace Rom.Numerics.Tests.Ensembles;

public class PredictionIntervalTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 2)]
    [InlineData(2, 2)]
    [InlineData(0.5, 2 + 4 * 0.5)]
    [InlineData(3.25, 2 + 4 * 0.25)]
    public void Score_IsTheWidthAndWhatLiesOutside(double truth, double expected)
    {
        var interval = new PredictionInterval(1, 3, 0.5);
        Assert.Equal(expected, interval.Score(truth), 1e-15);
        Assert.Equal(truth is >= 1 and <= 3, interval.Contains(truth));
    }

    [Fact]
    public void InfiniteInterval_ContainsEverything_AtAnInfiniteScore()
    {
        var interval = new PredictionInterval(double.NegativeInfinity, double.PositiveInfinity, 0.9);
        Assert.True(interval.Contains(1e300));
        Assert.Equal(double.PositiveInfinity, interval.Score(1e300));
        Assert.Equal(double.PositiveInfinity, interval.Width);
    }

    [Fact]
    public void TruthOfNaN_LiesInNoInterval()
    {
        var interval = new PredictionInterval(0, 1, 0.9);
        Assert.False(interval.Contains(double.NaN));
        Assert.Equal(double.NaN, interval.Score(double.NaN));
    }

    [Fact]
    public void EndsInTheWrongOrder_AndCertainties_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new PredictionInterval(1, 0, 0.5));
        Assert.Throws<ArgumentException>(() => new PredictionInterval(double.NaN, 0, 0.5));
        foreach (double coverage in (double[])[0, 1, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => new PredictionInterval(0, 1, coverage));
    }
}
