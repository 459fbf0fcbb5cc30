using Rom.Forecasting.Forecasts;

namespace RomHost.Tests.Evaluation;

public sealed class ForecastStartTests
{
    [Theory]
    [InlineData(0.0, 0, 0)]
    [InlineData(0.3, 0, 3)]  // 0.1 + 0.1 + 0.1 misses 0.3 by rounding alone
    [InlineData(0.31, 0, 4)]
    [InlineData(0.3, 5, 5)]  // the model with the longest window needs five frames
    [InlineData(9.0, 0, 10)] // after the end: no frame is left
    public void StartsAtTheFirstFrameThatIsNotBeforeIt(double forecastStart, int longestLag, int expected)
    {
        double[] times = new double[10];
        for (int t = 1; t < times.Length; t++) times[t] = times[t - 1] + 0.1;
        Assert.Equal(expected, ForecastStart.FrameOf(times, forecastStart, longestLag));
    }

    // Picoseconds, say: the rounding of times is a share of them, whatever their unit.
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-300)]
    [InlineData(1e12)]
    public void TheUnitOfTimes_DoesNotMatter(double unit)
    {
        double[] times = [.. Enumerable.Range(0, 10).Select(t => t * unit)];
        Assert.Equal(5, ForecastStart.FrameOf(times, 5 * unit, 0));
        Assert.Equal(6, ForecastStart.FrameOf(times, 5.01 * unit, 0));
        Assert.Equal(5, ForecastStart.FrameOf(times, 5 * unit * (1 + 1e-14), 0));
    }

    [Fact]
    public void WithoutFrames_ItIsTheLongestLag() => Assert.Equal(3, ForecastStart.FrameOf([], 0, 3));

    [Fact]
    public void AFrameJustBelowTheStartByRounding_CountsAsBeingThere() =>
        Assert.Equal(1, ForecastStart.FrameOf([0, Math.BitDecrement(0.6), 1.2], 0.6, 0));
}
