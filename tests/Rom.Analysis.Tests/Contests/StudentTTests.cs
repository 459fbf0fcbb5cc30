using Rom.Analysis.Contests;
using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Tests.Contests;

public class StudentTTests
{
    // scipy.stats.t.ppf(0.975, ν) and (0.9995, ν).
    [Theory]
    [InlineData(0.95, 1, 12.706204736432095)]
    [InlineData(0.95, 2, 4.302652729911275)]
    [InlineData(0.95, 5, 2.5705818366147395)]
    [InlineData(0.95, 7, 2.3646242510102993)]
    [InlineData(0.95, 30, 2.0422724563012373)]
    [InlineData(0.95, 999, 1.9623414611334487)]
    [InlineData(0.999, 7, 5.407882520977668)]
    [InlineData(0.999, 8, 5.0413054333884535)]
    public void Quantiles_AreThoseOfSciPy(double confidence, int degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(confidence, degrees), 1e-9 * expected);

    // 2 · scipy.stats.t.sf(t, ν).
    [Theory]
    [InlineData(0, 7, 1)]
    [InlineData(1.5, 1, 0.3743340836219976)]
    [InlineData(-1.5, 4, 0.20799999999999982)]
    [InlineData(10, 9, 3.57823743192474e-06)]
    [InlineData(double.PositiveInfinity, 3, 0)]
    public void PValues_AreThoseOfSciPy(double t, int degrees, double expected) =>
        Assert.Equal(expected, StudentT.PValue(t, degrees), 1e-12);

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
