using Rom.Analysis.Contests;
using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Tests.Contests;

public class MedianIntervalTests
{
    // Nominal 95 %; with 4,000 intervals the standard error of a share is 0.34 %.
    [Theory]
    [InlineData(30, false)]
    [InlineData(47, false)]
    [InlineData(100, false)]
    [InlineData(30, true)]
    [InlineData(200, true)]
    public void Coverage_IsTheNominal_AlsoOfSkewedNoise(int n, bool skewed)
    {
        const int intervals = 4000;
        var random = new RandomStream(seed: 5);
        double truth = skewed ? Math.Log(2) : 0;
        var sample = new double[n];
        int held = 0;
        for (int k = 0; k < intervals; k++)
        {
            foreach (ref double value in sample.AsSpan())
                value = skewed ? -Math.Log(1 - random.NextDouble()) : random.NextGaussian();
            var interval = MedianInterval.Of(sample, 0.95);
            if (interval.Low <= truth && truth <= interval.High) held++;
        }
        Assert.InRange(held / (double)intervals, 0.93, 0.97);
    }

    /// <summary>
    /// Noise of a machine that others use: ln of the ratio of two timings of the same work, 4,000 rounds one after the
    /// other (Golden/README.md says how it was recorded). Windows of successive rounds keep whatever drift and
    /// dependence there is.
    /// </summary>
    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public void Coverage_IsTheNominal_OfRecordedNoise(int n)
    {
        double[] noise = [.. File.ReadLines(GoldenFile.At("paired_noise.csv")).Skip(1).Select(double.Parse)];
        double truth = noise.Order().ElementAt(noise.Length / 2);
        var random = new RandomStream(seed: 6);
        const int intervals = 4000;
        int held = 0;
        for (int k = 0; k < intervals; k++)
        {
            var interval = MedianInterval.Of(noise.AsSpan(random.NextInt32(noise.Length - n), n), 0.95);
            if (interval.Low <= truth && truth <= interval.High) held++;
        }
        Assert.InRange(held / (double)intervals, 0.93, 0.97);
    }

    // P(X < 2) = 11/1024 for ten values: the second smallest and second largest enclose the median with probability 1 −
    // 22/1024.
    [Fact]
    public void AtTheConfidenceOfOrderStatistics_ItIsThem()
    {
        var interval = MedianInterval.Of([10, 1, 9, 2, 8, 3, 7, 4, 6, 5], 1 - 22 / 1024.0);
        Assert.Equal((5.5, 2, 9), (interval.Median, Math.Round(interval.Low, 12), Math.Round(interval.High, 12)));
    }

    [Fact]
    public void ASampleThatIsTooSmall_GivesNoInterval() =>
        Assert.Equal(
            (3, double.NegativeInfinity, double.PositiveInfinity),
            (MedianInterval.Of([1, 3, 9], 0.95).Median, MedianInterval.Of([1, 3, 9], 0.95).Low,
                MedianInterval.Of([1, 3, 9], 0.95).High));

    [Theory]
    [InlineData(10, 0, 2 / 1024.0)]
    [InlineData(9, 1, 22 / 1024.0)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void SignTest_IsTheBinomials(int positive, int negative, double expected) =>
        Assert.Equal(
            expected, SignTest.PValue([.. Enumerable.Repeat(0.1, positive), .. Enumerable.Repeat(-3.0, negative), 0]),
            12);

    [Fact]
    public void SignTest_OfThousands_DoesNotUnderflow() =>
        Assert.InRange(
            SignTest.PValue([.. Enumerable.Repeat(1.0, 2600), .. Enumerable.Repeat(-1.0, 2400)]), 0.004, 0.006);
}
