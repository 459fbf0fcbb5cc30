using FsCheck.Xunit;
using Rom.Numerics.Ensembles;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Ensembles;

[Collection(CountedAllocations.Name)]
public class SortedEnsembleTests
{
    private static readonly ProbabilisticScores Scores = new();

    private delegate double Score(SortedEnsemble ensemble, double truth);

    public static TheoryData<string> ScoreNames => ["crps", "crps_fair", "spread2", "skill2_unbiased", "skill2",
        "q05", "q95", "interval_score_90"];

    [Theory]
    [MemberData(nameof(ScoreNames))]
    public void Score_IsTheGoldenOne(string name)
    {
        Score score = name switch
        {
            "crps" => (ensemble, y) => ensemble.Crps(y),
            "crps_fair" => (ensemble, y) => ensemble.FairCrps(y),
            "spread2" => (ensemble, _) => ensemble.Variance,
            "skill2_unbiased" => (ensemble, y) => ensemble.UnbiasedSquaredError(y),
            "skill2" => (ensemble, y) => (ensemble.Mean - y) * (ensemble.Mean - y),
            "q05" => (ensemble, _) => ensemble.Quantile(0.05, QuantileRule.Linear),
            "q95" => (ensemble, _) => ensemble.Quantile(0.95, QuantileRule.Linear),
            _ => (ensemble, y) => ensemble.CentralInterval(0.9, QuantileRule.Linear).Score(y),
        };
        double[] expected = ProbabilisticScores.Read(name);
        for (int i = 0; i < expected.Length; i++)
        {
            var (number, component) = (i / ProbabilisticScores.Dimension, i % ProbabilisticScores.Dimension);
            double found = score(
                new SortedEnsemble(Scores.Component(number, component)), Scores.Truth(number)[component]);
            Assert.Equal(expected[i], found, 1e-12 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void Rank_IsTheGoldenOne()
    {
        long[] below = ProbabilisticScores.ReadInt64s("rank"), ties = ProbabilisticScores.ReadInt64s("ties");
        Assert.Contains(ties, count => count > 0);
        for (int i = 0; i < below.Length; i++)
        {
            var (number, component) = (i / ProbabilisticScores.Dimension, i % ProbabilisticScores.Dimension);
            var rank = new SortedEnsemble(Scores.Component(number, component)).Rank(Scores.Truth(number)[component]);
            Assert.Equal((below[i], ties[i]), (rank.Below, rank.Ties));
        }
    }

    // CRPS of N(0, 1) at y: y (2Φ(y) − 1) + 2φ(y) − 1/√π (Gneiting and Raftery, 2007, (21)). Of n members, Σ |x − y|/n
    // and half the mean difference have a standard deviation of at most 1/√n each, since |x − y| and E|x − X| change by
    // no more than x does.
    [Theory]
    [InlineData(0)]
    [InlineData(-0.7)]
    [InlineData(3)]
    public void ManyNormalMembers_HaveTheScoreOfTheNormalDistribution(double y)
    {
        const int n = 100_000;
        var ensemble = new SortedEnsemble(RandomArrays.Gaussian(5, n));
        double density = Math.Exp(-0.5 * y * y) / Math.Sqrt(2 * Math.PI);
        double expected = y * (2 * StandardNormal.Probability(y) - 1) + 2 * density - 1 / Math.Sqrt(Math.PI);
        double bound = 5 * 2 / Math.Sqrt(n);
        Assert.Equal(expected, ensemble.FairCrps(y), bound);
        Assert.Equal(expected, ensemble.Crps(y), bound);
    }

    // E|X − Y| − E|X − X'|/2 = 1/√π for truth and members from N(0, 1), whatever their number; the plain score has
    // E|X − X'|/(2m) = 1/(m√π) more.
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void MembersFromTheTruthsDistribution_HaveAnUnbiasedFairScore(int m)
    {
        const int cases = 20_000;
        double[] draws = RandomArrays.Gaussian(11, cases * (m + 1)), fair = new double[cases];
        double plain = 0;
        for (int k = 0; k < cases; k++)
        {
            var ensemble = new SortedEnsemble(draws.AsSpan(k * (m + 1), m));
            double y = draws[k * (m + 1) + m];
            fair[k] = ensemble.FairCrps(y);
            plain += ensemble.Crps(y) / cases;
        }
        var statistics = SampleStatistics.Of(fair);
        double bound = 5 * statistics.StandardDeviation / Math.Sqrt(cases), expected = 1 / Math.Sqrt(Math.PI);
        Assert.Equal(expected, statistics.Mean, bound);
        Assert.Equal(expected * (1 + 1.0 / m), plain, bound);
        Assert.True(expected / m > 2 * bound);
    }

    [Fact]
    public void MembersFromTheTruthsDistribution_HaveTheSpreadOfTheirError()
    {
        const int cases = 20_000, m = 4;
        double[] draws = RandomArrays.Gaussian(12, cases * (m + 1));
        double[] differences = new double[cases];
        for (int k = 0; k < cases; k++)
        {
            var ensemble = new SortedEnsemble(draws.AsSpan(k * (m + 1), m));
            differences[k] = ensemble.UnbiasedSquaredError(draws[k * (m + 1) + m]) - ensemble.Variance;
        }
        var statistics = SampleStatistics.Of(differences);
        Assert.Equal(0, statistics.Mean, 5 * statistics.StandardDeviation / Math.Sqrt(cases));
    }

    // A truth that is exchangeable with 19 members lies below the k-th smallest with k/20: 90 % are between the first
    // and the last. Enumerated: each of 20 values in turn is the truth.
    [Fact]
    public void ExchangeableInterval_CoversWithItsProbability()
    {
        double[] values = RandomArrays.Gaussian(3, 20);
        int within = 0, withinLinear = 0;
        for (int k = 0; k < 20; k++)
        {
            double[] members = [.. values[..k], .. values[(k + 1)..]];
            var ensemble = new SortedEnsemble(members);
            if (ensemble.CentralInterval(0.9, QuantileRule.Exchangeable).Contains(values[k])) within++;
            if (ensemble.CentralInterval(0.9, QuantileRule.Linear).Contains(values[k])) withinLinear++;
        }
        Assert.Equal(18, within);
        Assert.InRange(withinLinear, 1, 17);
    }

    [Fact]
    public void Quantile_IsAMemberWhereALevelFallsOnOne()
    {
        var ensemble = new SortedEnsemble([5.0, 1, 3]);
        Assert.Equal(
            (1.0, 2.0, 3.0, 5.0),
            (ensemble.Quantile(0, QuantileRule.Linear), ensemble.Quantile(0.25, QuantileRule.Linear),
                ensemble.Quantile(0.5, QuantileRule.Linear), ensemble.Quantile(1, QuantileRule.Linear)));
        Assert.Equal(
            (1.0, 1.0, 3.0, 5.0, 5.0),
            (ensemble.Quantile(0.1, QuantileRule.Exchangeable), ensemble.Quantile(0.25, QuantileRule.Exchangeable),
                ensemble.Quantile(0.5, QuantileRule.Exchangeable), ensemble.Quantile(0.75, QuantileRule.Exchangeable),
                ensemble.Quantile(0.9, QuantileRule.Exchangeable)));
    }

    [Property(MaxTest = 50)]
    public void Scores_DoNotDependOnTheOrderOfMembers_AndFollowOriginAndUnit(uint seed, byte size)
    {
        int m = 2 + size % 40;
        double[] members = RandomArrays.Gaussian(seed, m), other = [.. members];
        double y = RandomArrays.Gaussian(seed + 1UL, 1)[0];
        Permutation.Shuffle(other.AsSpan(), new RandomStream(seed));
        double[] moved = [.. members.Select(x => -8 * x + 3)];
        SortedEnsemble plain = new(members), shuffled = new(other), scaled = new(moved);
        double there = -8 * y + 3;

        Assert.Equal(plain.FairCrps(y), shuffled.FairCrps(y));
        Assert.Equal(plain.Rank(y), shuffled.Rank(y));
        Assert.Equal(8 * plain.FairCrps(y), scaled.FairCrps(there), 1e-13 * 100);
        Assert.Equal(8 * plain.Crps(y), scaled.Crps(there), 1e-13 * 100);
        Assert.Equal(64 * plain.Variance, scaled.Variance, 1e-13 * 1000);
        Assert.Equal(64 * plain.UnbiasedSquaredError(y), scaled.UnbiasedSquaredError(there), 1e-13 * 1000);
        Assert.Equal(-8 * plain.Mean + 3, scaled.Mean, 1e-13 * 10);
        Assert.Equal(
            8 * plain.CentralInterval(0.5, QuantileRule.Exchangeable).Width,
            scaled.CentralInterval(0.5, QuantileRule.Exchangeable).Width, 1e-13 * 100);
        Assert.True(plain.Crps(y) >= plain.FairCrps(y) && plain.Crps(y) >= 0);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-1e300)]
    [InlineData(5e-324)]
    public void EqualMembers_HaveNoSpread_AndTheirDistanceAsScore(double value)
    {
        var ensemble = new SortedEnsemble([value, value, value]);
        Assert.Equal((value, 0.0), (ensemble.Mean, ensemble.Variance));
        Assert.Equal((0.0, 0.0), (ensemble.Crps(value), ensemble.FairCrps(value)));
        Assert.Equal(new MemberRank(0, 3), ensemble.Rank(value));
        var interval = ensemble.CentralInterval(0.9, QuantileRule.Exchangeable);
        Assert.Equal((value, value, 0.0), (interval.Low, interval.High, interval.Score(value)));
        Assert.Equal(Math.Abs(1 - value), ensemble.FairCrps(1), 1e-15 * Math.Max(1, Math.Abs(value)));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void HugeAndTinyMembers_HaveTheScaledScore(double unit)
    {
        double[] members = RandomArrays.Gaussian(8, 30);
        var plain = new SortedEnsemble([.. members]);
        var scaled = new SortedEnsemble([.. members.Select(x => x * unit)]);
        Assert.Equal(plain.FairCrps(0.3), scaled.FairCrps(0.3 * unit) / unit, 1e-13);
        Assert.Equal(plain.Crps(0.3), scaled.Crps(0.3 * unit) / unit, 1e-13);
        Assert.Equal(plain.Mean, scaled.Mean / unit, 1e-13);
        var (here, there) = (plain.CentralInterval(0.9, QuantileRule.Linear),
            scaled.CentralInterval(0.9, QuantileRule.Linear));
        Assert.Equal(here.Score(5), there.Score(5 * unit) / unit, 1e-12);
    }

    // Spread beside a large mean keeps its digits: members are 1e8 + k/8, exactly.
    [Fact]
    public void LargeMean_CostsNoDigits()
    {
        double[] near = [.. Enumerable.Range(0, 20).Select(k => k * k % 17 / 8.0)];
        var plain = new SortedEnsemble([.. near]);
        var far = new SortedEnsemble([.. near.Select(x => x + 1e8)]);
        Assert.Equal(plain.FairCrps(0.5), far.FairCrps(1e8 + 0.5), 1e-14);
        Assert.Equal(plain.Variance, far.Variance, 1e-12);
    }

    [Fact]
    public void MembersThatAreTooFewOrNotFinite_AreRefused()
    {
        string Refusal(params double[] members) =>
            Assert.Throws<ArgumentException>(() => { _ = new SortedEnsemble(members); }).Message;
        Assert.Contains("expected at least two members, found 0", Refusal());
        Assert.Contains("expected at least two members, found 1", Refusal(3));
        Assert.Contains("expected finite members, found NaN; leave out", Refusal(1, double.NaN, 2));
        Assert.Contains("expected finite members, found Infinity", Refusal(1, double.PositiveInfinity));
        Assert.Contains("expected finite members, found -Infinity", Refusal(1, double.NegativeInfinity));
        Assert.Contains("expected members with a finite range", Refusal(-1.5e308, 1.5e308));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TruthThatIsNotFinite_IsRefused(double truth)
    {
        Assert.Throws<ArgumentException>(() => new SortedEnsemble([1.0, 2]).Crps(truth));
        Assert.Throws<ArgumentException>(() => new SortedEnsemble([1.0, 2]).FairCrps(truth));
        Assert.Throws<ArgumentException>(() => new SortedEnsemble([1.0, 2]).Rank(truth));
        Assert.Throws<ArgumentException>(() => new SortedEnsemble([1.0, 2]).UnbiasedSquaredError(truth));
    }

    [Fact]
    public void LevelsOutOfRange_AreRefused()
    {
        foreach (double level in (double[])[-0.1, 1.1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                () => new SortedEnsemble([1.0, 2]).Quantile(level, QuantileRule.Linear));
            Assert.Throws<ArgumentOutOfRangeException>(
                () => new SortedEnsemble([1.0, 2]).CentralInterval(level, QuantileRule.Linear));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new SortedEnsemble([1.0, 2]).Quantile(0.5, (QuantileRule)2));
    }

    [Fact]
    public void Scores_AllocateNothing()
    {
        double[] members = RandomArrays.Gaussian(8, 50);
        Sum(members);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sum(members);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static double Sum(double[] members)
        {
            var ensemble = new SortedEnsemble(members);
            return ensemble.FairCrps(0.1) + ensemble.UnbiasedSquaredError(0.1) + ensemble.Rank(0.1).Below
                + ensemble.CentralInterval(0.9, QuantileRule.Exchangeable).Score(0.1);
        }
    }
}
