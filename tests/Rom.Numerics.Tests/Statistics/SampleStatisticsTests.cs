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

    [Theory]
    [InlineData(1e-320, 1e-3)]
    [InlineData(1e-200, 1e-14)]
    [InlineData(1e200, 1e-14)]
    [InlineData(1e307, 1e-14)]
    public void Of_ValuesOfAnySize_HasTheirDeviation(double unit, double accuracy)
    {
        var statistics = SampleStatistics.Of([-8 * unit, 2 * unit, 6 * unit]);
        Assert.Equal(0, statistics.Mean / unit, accuracy);
        Assert.Equal(Math.Sqrt(104.0 / 3), statistics.StandardDeviation / unit, 10 * accuracy);
    }

    [Fact]
    public void Of_ValuesWhoseDifferenceIsNotFinite_HasTheirDeviation() =>
        Assert.Equal(1.5e308, SampleStatistics.Of([-1.5e308, 1.5e308]).StandardDeviation, 1e294);
}
