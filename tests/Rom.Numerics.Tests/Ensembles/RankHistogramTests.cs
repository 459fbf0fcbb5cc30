using Rom.Numerics.Ensembles;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Ensembles;

public class RankHistogramTests
{
    [Fact]
    public void EachRank_HasItsBin()
    {
        var histogram = new RankHistogram(members: 3, bins: 4);
        foreach (double truth in (double[])[0, 1.5, 1.6, 4, 5]) Add(histogram, [1, 2, 3], truth, new RandomStream(1));
        Assert.Equal([1, 2, 0, 2], histogram.Counts.ToArray());
    }

    // Each of the m + 1 ranks in turn: every bin receives (m + 1)/bins of them, within what 5 standard deviations of a
    // binomial count are.
    [Theory]
    [InlineData(4, 2)]
    [InlineData(50, 10)]
    [InlineData(3, 7)]
    public void ExchangeableTruths_FillAllBinsAlike(int members, int bins)
    {
        const int rounds = 400;
        var histogram = new RankHistogram(members, bins);
        var random = new RandomStream(3);
        double[] ensemble = [.. Enumerable.Range(0, members).Select(k => (double)k)];
        for (int round = 0; round < rounds; round++)
        {
            for (int rank = 0; rank <= members; rank++) Add(histogram, ensemble, rank - 0.5, random);
        }
        double total = rounds * (members + 1.0), expected = total / bins;
        Assert.Equal(total, histogram.Counts.ToArray().Sum());
        double bound = 5 * Math.Sqrt(expected * (1 - 1.0 / bins));
        Assert.All(histogram.Counts.ToArray(), count => Assert.InRange(count, expected - bound, expected + bound));
    }

    // All members equal the truth: each of four places has the probability 1/4.
    [Fact]
    public void Ties_AreDrawnBySeed()
    {
        long[] Counts(ulong seed)
        {
            var histogram = new RankHistogram(members: 3, bins: 4);
            var random = new RandomStream(seed);
            for (int k = 0; k < 4000; k++) Add(histogram, [7, 7, 7], 7, random);
            return histogram.Counts.ToArray();
        }
        Assert.Equal(Counts(1), Counts(1));
        Assert.NotEqual(Counts(1), Counts(2));
        double bound = 5 * Math.Sqrt(4000 * 0.25 * 0.75);
        Assert.All(Counts(1), count => Assert.InRange(count, 1000 - bound, 1000 + bound));
    }

    [Fact]
    public void RankAmongSomeTies_LiesAmongThem()
    {
        var random = new RandomStream(4);
        int[] ranks = [.. Enumerable.Range(0, 100).Select(_ => new MemberRank(2, 3).Draw(random)).Distinct().Order()];
        Assert.Equal([2, 3, 4, 5], ranks);
    }

    [Fact]
    public void AnotherNumberOfMembers_IsRefused()
    {
        var histogram = new RankHistogram(members: 3, bins: 4);
        Assert.Contains(
            "expected 3 members, found 2",
            Assert.Throws<ArgumentException>(() => Add(histogram, [1, 2], 0, new RandomStream(1))).Message);
        Assert.Throws<ArgumentException>(() => Add(histogram, [1, 2, 3], double.NaN, new RandomStream(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankHistogram(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankHistogram(2, 0));
        Assert.Equal([0, 0, 0, 0], histogram.Counts.ToArray());
    }

    private static void Add(RankHistogram histogram, double[] members, double truth, RandomStream random) =>
        histogram.Add(new SortedEnsemble([.. members]), truth, random);

    [Fact]
    public void FlatPValue_OfRanksAmongSharedValues_IsPearsonsWithLargerVariances()
    {
        long[] counts = [12, 8, 10];
        Assert.Equal(ChiSquared.UniformPValue(counts), RankHistogram.FlatPValue(counts));
        Assert.Equal(ChiSquared.PValue(0.8 / (1 + 30 / 60.0), 2), RankHistogram.FlatPValue(counts, shared: 60), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => RankHistogram.FlatPValue(counts, shared: 0));
    }
}
