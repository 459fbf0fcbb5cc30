using Rom.Analysis.Contests;
using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Tests.Contests;

public class UnpairedRatioTests
{
    // 95 % of 400 intervals, three standard errors (1.1 %) either way; the bootstrap of a median errs on the wide side.
    [Fact]
    public void Intervals_HoldTheTruth()
    {
        var random = new RandomStream(seed: 9);
        int held = 0;
        for (int k = 0; k < 400; k++)
        {
            double[] before = Times(random, 40, 1), after = Times(random, 50, 1.1);
            var ratio = UnpairedRatio.Of("before", before, "after", after, new ContestSettings { Seed = (ulong)k });
            if (ratio.Low <= 1.1 && 1.1 <= ratio.High) held++;
        }
        Assert.InRange(held, 367, 400);
    }

    [Theory]
    [InlineData(1.0, Verdict.Equivalent)]
    [InlineData(1.1, Verdict.Slower)]
    [InlineData(0.9, Verdict.Faster)]
    public void Verdicts_AreThoseOfTheInterval(double truth, Verdict expected)
    {
        var random = new RandomStream(seed: 10);
        Assert.Equal(
            expected, UnpairedRatio.Of(
                "before", Times(random, 200, 1), "after", Times(random, 200, truth), new ContestSettings()).Verdict);
    }

    // A few processes of equal code: all of one may be faster by chance, one case in three for two against two.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(1, 24)]
    public void TooFewTimes_HaveNoIntervalAndNoVerdict(int n, int m)
    {
        var ratio = UnpairedRatio.Of(
            "A", [.. Enumerable.Repeat(1.0, n)], "B", [.. Enumerable.Repeat(3.0, m)], new ContestSettings());
        Assert.Equal(
            (3, 0, double.PositiveInfinity, 1, Verdict.Inconclusive),
            (ratio.TimeRatio, ratio.Low, ratio.High, ratio.PValue, ratio.Verdict));
    }

    [Fact]
    public void FourProcessesEach_CanTell()
    {
        double[] before = [1, 1.01, 1.02, 1.03];
        Assert.Equal(
            Verdict.Slower, UnpairedRatio.Of("A", before, "B", [2, 2.01, 2.02, 2.03], new ContestSettings()).Verdict);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, double.NaN)]
    public void MediansWithoutARatio_GiveNoVerdict(double before, double after)
    {
        var ratio = UnpairedRatio.Of(
            "A", [.. Enumerable.Repeat(before, 8)], "B", [.. Enumerable.Repeat(after, 8)], new ContestSettings());
        Assert.Equal((1, Verdict.Inconclusive), (ratio.PValue, ratio.Verdict));
    }

    private static double[] Times(RandomStream random, int n, double median) =>
        [.. Enumerable.Range(0, n).Select(_ => median * Math.Exp(0.03 * random.NextGaussian()))];
}
