using FsCheck.Xunit;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class SampleStatisticsTests
{
    [Fact]
    public void Of_ASample_IsWhatNumPySays()
    {
        // numpy: x = [3, 1, 4, 1, 5, 9]; x.mean(), x.std(), numpy.median(x)
        var statistics = SampleStatistics.Of([3, 1, 4, 1, 5, 9]);
        Assert.Equal(6, statistics.Count);
        Assert.Equal(3.8333333333333335, statistics.Mean, 1e-15);
        Assert.Equal(2.733536577809454, statistics.StandardDeviation, 1e-15);
        Assert.Equal((1, 9, 3.5), (statistics.Min, statistics.Max, statistics.Median));
    }

    [Property]
    public void Of_AShiftedSample_ShiftsWithIt(byte count, int shift)
    {
        double[] sample = RandomArrays.Gaussian(1, count + 1);
        var before = SampleStatistics.Of(sample);
        var after = SampleStatistics.Of(Array.ConvertAll(sample, value => value + shift));
        double tolerance = 1e-14 * (1 + Math.Abs((double)shift));
        Assert.Equal(before.Mean + shift, after.Mean, tolerance);
        Assert.Equal(before.Median + shift, after.Median, tolerance);
        Assert.Equal(before.StandardDeviation, after.StandardDeviation, tolerance);
        Assert.True(after.Min <= after.Median && after.Median <= after.Max);
    }

    [Fact]
    public void Of_ASampleWithNaN_IsNaN()
    {
        var statistics = SampleStatistics.Of([1, double.NaN, 3]);
        Assert.Equal(3, statistics.Count);
        Assert.True(double.IsNaN(statistics.Mean) && double.IsNaN(statistics.Median) && double.IsNaN(statistics.Max));
    }

    [Fact]
    public void Of_NoValues_IsRefused() => Assert.Throws<ArgumentException>(() => SampleStatistics.Of([]));

    [Fact]
    public void Of_EqualValues_HasNoDeviation()
    {
        var statistics = SampleStatistics.Of([0.1, 0.1, 0.1]);
        Assert.Equal((0.1, 0), (statistics.Mean, statistics.StandardDeviation));
    }
}
