using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class ConformalQuantileTests
{
    [Fact]
    public void Quantile_IsTheGoldenOne()
    {
        using var golden = Golden.Open("probabilistic_scores.npz");
        double[] scores = golden.ReadDoubles("conformal_scores"), levels = golden.ReadDoubles("conformal_alpha");
        Assert.Equal(
            golden.ReadDoubles("conformal_quantile"),
            levels.Select(alpha => ConformalQuantile.Of(scores, alpha)).ToArray());
    }

    // (n + 1)(1 − α) is whole, but not as it is rounded: (1 − 0.7)·10 is 3.0000000000000004.
    [Theory]
    [InlineData(9, 0.1, 9)]
    [InlineData(9, 0.7, 3)]
    [InlineData(9, 0.9, 1)]
    [InlineData(2, 1.0 / 3, 2)]
    [InlineData(99, 1 - 0.95, 95)]
    [InlineData(99, 0.05, 95)]
    [InlineData(9999, 1 - 0.9, 9000)]
    [InlineData(999_999, 0.000_001, 999_999)]
    [InlineData(10, 0.1, 10)]
    [InlineData(19, 0.1, 18)]
    [InlineData(20, 0.1, 19)]
    [InlineData(8, 0.1, 9)]
    [InlineData(0, 0.5, 1)]
    [InlineData(40, 1e-18, 41)]
    [InlineData(3, 0.999_999_999_999_999_9, 1)]
    public void Rank_IsTheSmallestThatCoversEnough(int count, double alpha, int expected) =>
        Assert.Equal(expected, ConformalQuantile.Rank(count, alpha));

    // For every n and every whole percentage, against integers.
    [Fact]
    public void Rank_IsThatOfExactArithmetic()
    {
        for (int n = 0; n <= 1000; n++)
        {
            for (int percent = 1; percent < 100; percent++)
            {
                int expected = ((n + 1) * (100 - percent) + 99) / 100;
                Assert.Equal(expected, ConformalQuantile.Rank(n, percent / 100.0));
                Assert.Equal(expected, ConformalQuantile.Rank(n, 1 - (100 - percent) / 100.0));
            }
        }
    }

    // Among n + 1 exchangeable scores each is the new one with the same probability: exactly k of them are covered.
    [Fact]
    public void NewScore_IsCoveredWithTheProbabilityOfItsRank()
    {
        for (int n = 1; n <= 12; n++)
        {
            double[] scores = RandomArrays.Gaussian((ulong)n, n + 1);
            for (int percent = 1; percent < 100; percent++)
            {
                double alpha = percent / 100.0;
                int covered = 0;
                for (int k = 0; k <= n; k++)
                {
                    double[] others = [.. scores[..k], .. scores[(k + 1)..]];
                    if (scores[k] <= ConformalQuantile.Of(others, alpha)) covered++;
                }
                Assert.Equal(ConformalQuantile.Rank(n, alpha), covered);
                Assert.True(100 * covered >= (100 - percent) * (n + 1));
            }
        }
    }

    [Fact]
    public void EqualScores_AreTheirQuantile() => Assert.Equal(2, ConformalQuantile.Of([2, 2, 2, 2], 0.3));

    [Fact]
    public void InfiniteScores_AreTheLargest()
    {
        double[] scores = [1, double.PositiveInfinity, 3, 2];
        Assert.Equal(3, ConformalQuantile.Of(scores, 0.4));
        Assert.Equal(double.PositiveInfinity, ConformalQuantile.Of(scores, 0.2));
        Assert.Equal([1, double.PositiveInfinity, 3, 2], scores);
    }

    [Fact]
    public void TooFewScores_GiveInfinity()
    {
        Assert.Equal(double.PositiveInfinity, ConformalQuantile.Of([], 0.5));
        Assert.Equal(double.PositiveInfinity, ConformalQuantile.Of([1, 2, 3], 0.1));
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Contains(
            "found NaN at 1",
            Assert.Throws<ArgumentException>(() => ConformalQuantile.Of([1, double.NaN], 0.5)).Message);
        foreach (double alpha in (double[])[0, 1, -0.1, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => ConformalQuantile.Rank(3, alpha));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalQuantile.Rank(-1, 0.1));
    }
}
