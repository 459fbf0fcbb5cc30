using Rom.Numerics.Ensembles;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Ensembles;

/// <summary>Energy and variogram score.</summary>
[Collection(CountedAllocations.Name)]
public class VectorScoreTests
{
    private const int Dimension = ProbabilisticScores.Dimension;

    public delegate double Score(ReadOnlySpan<double> members, ReadOnlySpan<double> truth);

    private static readonly (int, int)[] Neighbours =
        [.. Enumerable.Range(0, Dimension - 1).Select(i => (i, i + 1))];

    private static readonly Dictionary<string, Score> Scores = new()
    {
        ["energy"] = EnergyScore.Empirical,
        ["energy_fair"] = EnergyScore.Fair,
        ["variogram_05"] = (x, y) => VariogramScore.AllPairs(x, y),
        ["neighbours"] = (x, y) => VariogramScore.OfPairs(x, y, Neighbours),
    };

    public static TheoryData<string> Names => [.. Scores.Keys];

    [Theory]
    [InlineData("energy")]
    [InlineData("energy_fair")]
    [InlineData("variogram_05")]
    public void Score_IsTheGoldenOne(string name)
    {
        var golden = new ProbabilisticScores();
        double[] expected = ProbabilisticScores.Read(name);
        for (int i = 0; i < expected.Length; i++)
        {
            double found = Scores[name](golden.Ensemble(i), golden.Truth(i));
            Assert.Equal(expected[i], found, 1e-12 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void VariogramOfAllPairs_IsThatOfAllOrderedPairs()
    {
        var golden = new ProbabilisticScores();
        (int, int)[] pairs =
            [.. Enumerable.Range(0, Dimension).SelectMany(i => Enumerable.Range(0, Dimension).Select(j => (i, j)))];
        foreach (double order in (double[])[0.5, 1, 2])
        {
            double expected = VariogramScore.AllPairs(golden.Ensemble(3), golden.Truth(3), order);
            double found = VariogramScore.OfPairs(golden.Ensemble(3), golden.Truth(3), pairs, order);
            Assert.Equal(expected, found, 1e-12 * expected);
        }
    }

    // Members fill whole vectors or not, and blocks of distances.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(64)]
    [InlineData(131)]
    public void AnyNumberOfMembers_HasTheScoresByDefinition(int m)
    {
        double[] x = RandomArrays.Gaussian(5, m * Dimension), y = RandomArrays.Gaussian(6, Dimension);
        (int, int)[] pairs =
            [.. from i in Enumerable.Range(0, Dimension) from j in Enumerable.Range(0, i) select (i, j)];
        double variogram = VariogramScore.AllPairs(x, y) / 2;
        Assert.Equal(variogram, VariogramScore.OfPairs(x, y, pairs), 1e-12 * variogram);

        double[][] members = [.. x.Chunk(Dimension)];
        double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());
        double energy = members.Sum(member => Distance(member, y)) / m
            - members.Sum(a => members.Sum(b => Distance(a, b))) / (2.0 * m * (m - 1));
        Assert.Equal(energy, EnergyScore.Fair(x, y), 1e-12);
    }

    // (|1 − 3|^p − (|0 − 4|^p + |2 − 2|^p)/2)² for two components, both ways round.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2 * (4 - 8.0) * (4 - 8.0))]
    public void VariogramOfOtherOrders_IsItsDefinition(double order, double expected) =>
        Assert.Equal(expected, VariogramScore.AllPairs([0, 4, 2, 2], [1, 3], order), 1e-12);

    [Fact]
    public void EnergyOfOneComponent_IsTheCrps()
    {
        double[] members = RandomArrays.Gaussian(4, 30);
        double fair = EnergyScore.Fair(members, [0.4]), plain = EnergyScore.Empirical(members, [0.4]);
        var ensemble = new SortedEnsemble(members);
        Assert.Equal(ensemble.FairCrps(0.4), fair, 1e-14);
        Assert.Equal(ensemble.Crps(0.4), plain, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_DoesNotDependOnTheOrderOfMembers_NorOnTheOrigin(string name)
    {
        var golden = new ProbabilisticScores();
        int[] order = [.. Enumerable.Range(0, ProbabilisticScores.Members)];
        Permutation.Shuffle(order.AsSpan(), new RandomStream(2));
        double[] members = golden.Ensemble(5), truth = golden.Truth(5);
        double[] shuffled = [.. order.SelectMany(m => members[(m * Dimension)..((m + 1) * Dimension)])];
        double expected = Scores[name](members, truth);
        Assert.Equal(expected, Scores[name](shuffled, truth), 1e-12 * expected);
        double moved = Scores[name]([.. members.Select(x => x + 3)], [.. truth.Select(y => y + 3)]);
        Assert.Equal(expected, moved, 1e-12 * expected);
    }

    // Distances follow the unit, powers of 1/2 of them its root, and their squares the unit again.
    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    [InlineData(4)]
    public void Score_FollowsTheUnit(double unit)
    {
        var golden = new ProbabilisticScores();
        double[] members = golden.Ensemble(5), truth = golden.Truth(5);
        foreach (var score in Scores.Values)
        {
            double expected = score(members, truth);
            double found = score([.. members.Select(x => x * unit)], [.. truth.Select(y => y * unit)]);
            Assert.Equal(expected, found / unit, 1e-12 * expected);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MembersThatEqualTheTruth_HaveTheScoreZero(string name)
    {
        double[] truth = [0.1, -1e300, 5e-324, 0, 3, 3];
        Assert.Equal(0, Scores[name]([.. truth, .. truth, .. truth], truth));
    }

    // E‖X − Y‖ − E‖X − X'‖/2 = E‖X − X'‖/2 for truth and members of one distribution: √π/2 for two components of
    // N(0, 1), whose difference has a length of √2 √(π/2) in the mean (Rayleigh).
    [Fact]
    public void MembersFromTheTruthsDistribution_HaveAnUnbiasedFairEnergyScore()
    {
        const int cases = 10_000, m = 3, d = 2;
        double[] draws = RandomArrays.Gaussian(21, cases * (m + 1) * d), scores = new double[cases];
        for (int k = 0; k < cases; k++)
        {
            var both = draws.AsSpan(k * (m + 1) * d, (m + 1) * d);
            scores[k] = EnergyScore.Fair(both[..(m * d)], both[(m * d)..]);
        }
        var statistics = SampleStatistics.Of(scores);
        Assert.Equal(
            Math.Sqrt(Math.PI) / 2, statistics.Mean, 5 * statistics.StandardDeviation / Math.Sqrt(cases));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BadArguments_AreRefused(string name)
    {
        string Refusal(double[] members, double[] truth) =>
            Assert.Throws<ArgumentException>(() => Scores[name](members, truth)).Message;
        double[] truth = new double[Dimension];
        Assert.Contains("expected at least two members, found 1", Refusal(new double[Dimension], truth));
        Assert.Contains("expected members of 6 values, found 13", Refusal(new double[13], truth));
        Assert.Contains("a truth of at least one value", Refusal([], []));
        double[] broken = new double[2 * Dimension];
        broken[7] = double.NaN;
        Assert.Contains("expected finite values, found NaN at 7", Refusal(broken, truth));
        Assert.Contains("found Infinity", Refusal(new double[12], [0, 0, double.PositiveInfinity, 0, 0, 0]));
    }

    [Fact]
    public void PairsAndOrdersOutOfRange_AreRefused()
    {
        Assert.Contains(
            "expected components from 0 to 1, found the pair 0, 2",
            Assert.Throws<ArgumentException>(() => VariogramScore.OfPairs([1, 2, 3, 4], [1, 2], [(0, 2)])).Message);
        Assert.Throws<ArgumentException>(() => VariogramScore.OfPairs([1, 2, 3, 4], [1, 2], [(-1, 0)]));
        foreach (double order in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => VariogramScore.AllPairs([1, 2, 3, 4], [1, 2], order));
    }

    [Fact]
    public void Scores_AllocateNothing()
    {
        double[] members = RandomArrays.Gaussian(8, 20 * Dimension), truth = RandomArrays.Gaussian(9, Dimension);
        foreach (var score in Scores.Values)
        {
            score(members, truth);
            long before = GC.GetAllocatedBytesForCurrentThread();
            score(members, truth);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }
}
