using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using RomHost.Models;

namespace RomHost.Tests.Models;

public sealed class RunResampleTests
{
    private static readonly LatentDataset Data =
        new(1, 1, Enumerable.Range(0, 9).Select(run => new double[] { run, run, run }));

    [Fact]
    public void ASample_HasAsManyRuns_SomeOfThemOften_AndSomeNotAtAll()
    {
        var sample = RunResample.Of(Data, new RandomStream(3));
        int[] drawn = sample.RunsWithout(RunResample.LeftOut);
        Assert.Equal(9, drawn.Length);
        Assert.True(drawn.Distinct().Count() < 9);
        Assert.Equal(Enumerable.Range(0, 9).Except(drawn), sample.Folds[RunResample.LeftOut]);
        sample.Without(RunResample.LeftOut).Lend<int>(
            null,
            lent =>
            {
                Assert.Equal(drawn.Select(run => (double)run), Enumerable.Range(0, 9).Select(k => lent.State(k, 0)[0]));
                return 0;
            },
            (_, breach) => throw breach);
    }

    // Each run is left out with the probability (1 − 1/9)⁹: 0.346, with a standard error of 0.006 over 6000 samples,
    // and independent of that none is left out, 9!/9⁹.
    [Fact]
    public void EachRun_IsLeftOutAsOften()
    {
        const int samples = 6000;
        var random = new RandomStream(1);
        var left = new int[9];
        for (int k = 0; k < samples; k++)
        {
            foreach (int run in RunResample.Of(Data, random).Folds[RunResample.LeftOut]) left[run]++;
        }
        double expected = Math.Pow(8 / 9.0, 9);
        Assert.All(left, count => Assert.Equal(expected, count / (double)samples, 5 * 0.0062));
    }

    [Fact]
    public void TwoRuns_AreSampledAsOneOfThemTwice()
    {
        var two = new LatentDataset(1, 1, [[0.0, 0], [1.0, 1]]);
        var random = new RandomStream(1);
        for (int k = 0; k < 20; k++)
            Assert.Single(RunResample.Of(two, random).RunsWithout(RunResample.LeftOut).Distinct());
    }
}
