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
        Assert.Equal(expected, UnpairedRatio.Of("before", Times(random, 200, 1), "after", Times(random, 200, truth), new ContestSettings()).Verdict);
    }

    private static double[] Times(RandomStream random, int n, double median) =>
        [.. Enumerable.Range(0, n).Select(_ => median * Math.Exp(0.03 * random.NextGaussian()))];
}
