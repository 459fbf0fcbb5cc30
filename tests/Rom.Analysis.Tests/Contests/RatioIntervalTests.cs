using Rom.Analysis.Contests;
using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Tests.Contests;

public class RatioIntervalTests
{
    // 95 % of 4,000, three standard errors (1 %) either way, for medians of rounds that scatter between repetitions.
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void IntervalsOverRepetitions_HoldTheTruth(int repetitions)
    {
        var random = new RandomStream(seed: 21);
        int[] rounds = [.. Enumerable.Repeat(11, repetitions)];
        int held = 0;
        for (int k = 0; k < 4000; k++)
        {
            var logs = new double[11 * repetitions];
            for (int repetition = 0; repetition < repetitions; repetition++)
            {
                double layout = 0.03 * random.NextGaussian();
                for (int round = 0; round < 11; round++)
                    logs[11 * repetition + round] = 0.1 + layout + 0.02 * random.NextGaussian();
            }
            var interval = RatioInterval.Of(logs, rounds, 0.95);
            if (interval.Low <= 0.1 && 0.1 <= interval.High) held++;
        }
        Assert.InRange(held, 3760, 3840);
    }

    // Steps of a tenth of a microsecond beside a busy process: most processes agree within half a percent, one in four
    // is off by up to 7 %. With the mean of all, the interval is a third longer, and rests on the outermost ones.
    [Fact]
    public void FewProcessesThatAreFarOff_DoNotDecide()
    {
        double[] most = [.. Enumerable.Range(-9, 19).Select(k => k * 5e-4)];
        double Length(double[] medians)
        {
            var interval = RatioInterval.Of(
                [.. medians.SelectMany(median => new[] { median, median })],
                [.. Enumerable.Repeat(2, medians.Length)], 0.95);
            return interval.High - interval.Low;
        }
        double near = Length([.. most, 0.02, -0.02]);
        Assert.Equal(near, Length([.. most, 0.07, -0.07]), 1e-15);
        Assert.Equal(near, Length([.. most, 0.9, -0.9]), 1e-15);
    }

    [Fact]
    public void RepetitionsThatAllAgree_HaveAnIntervalOfNoWidth_AndNoneOfOneIsEndless()
    {
        Assert.Equal(new RatioInterval(0, 0, 0, 1), RatioInterval.Of([0, 0, 0, 0], [2, 2], 0.95));
        var sure = RatioInterval.Of([1, 1, 1, 1], [2, 2], 0.95);
        Assert.Equal((1, 1, 0), (sure.Low, sure.High, sure.PValue));
        var one = RatioInterval.Of([1, 2, 3], [3], 0.95);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity, 1), (one.Low, one.High, one.PValue));
    }
}
