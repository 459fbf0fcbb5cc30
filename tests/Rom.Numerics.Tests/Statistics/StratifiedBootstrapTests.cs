using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

[Collection(CountedAllocations.Name)]
public class StratifiedBootstrapTests
{
    public static TheoryData<string> Cases => [.. Golden.Cases("bootstrap.npz", "bca")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void WithSciPysResamples_TheIntervalIsSciPys(string name)
    {
        using var golden = Golden.Open("bootstrap.npz");
        double[] Read(string array) => golden.ReadDoubles($"bca.{name}.{array}");
        var (bootstrap, statistic) = GoldenCase(name, resamples: 1);
        double estimate = Read("estimate")[0], error = Read("error")[0];

        var interval = bootstrap.Interval(statistic, estimate, Read("replicates"), Read("confidence")[0]);

        Assert.Equal(IntervalMethod.Bca, interval.Method);
        Assert.Equal(error, interval.StandardError, 1e-12 * error);
        Assert.Equal((int)Read("degrees")[0], interval.DegreesOfFreedom);
        Assert.Equal(Read("few")[0], interval.Low, 1e-9 * error);
        Assert.Equal(Read("few")[1], interval.High, 1e-9 * error);
    }

    // A limit of 200,000 resamples scatters by √(α (1 − α) / 200,000) / φ(z) = 0.005 to 0.01 standard errors of the
    // statistic, for α from 0.005 to 0.05, and the difference of two by 1.4 times that.
    [Theory]
    [MemberData(nameof(Cases))]
    public void WithResamplesOfItsOwn_TheIntervalIsNearSciPys(string name)
    {
        using var golden = Golden.Open("bootstrap.npz");
        double[] Read(string array) => golden.ReadDoubles($"bca.{name}.{array}");
        var (bootstrap, statistic) = GoldenCase(name, resamples: 200_000);
        var interval = bootstrap.Interval(statistic, Read("confidence")[0]);
        double error = Read("error")[0];
        Assert.Equal(Read("estimate")[0], interval.Estimate, 1e-12);
        Assert.Equal(Read("many")[0], interval.Low, 0.05 * error);
        Assert.Equal(Read("many")[1], interval.High, 0.05 * error);
    }

    // x̄ ± t s/√n; scipy.stats.t.ppf(0.975, 4) = 2.7764451051977987.
    [Fact]
    public void BelowTenRows_TheIntervalOfAMeanIsStudents()
    {
        double[] x = [3, 5, 4, 8, 5];
        var interval = new StratifiedBootstrap([0, 0, 0, 0, 0], seed: 1).Interval(RowStatistics.Mean(x));
        double error = Math.Sqrt((4 + 0 + 1 + 9 + 0) / 4.0 / 5);
        Assert.Equal((IntervalMethod.T, 4, 5.0), (interval.Method, interval.DegreesOfFreedom, interval.Estimate));
        Assert.Equal(error, interval.StandardError, 1e-14);
        Assert.Equal(5 - 2.7764451051977987 * error, interval.Low, 1e-12);
        Assert.Equal(5 + 2.7764451051977987 * error, interval.High, 1e-12);
        // scipy.stats.ttest_1samp(x, 3).pvalue
        Assert.Equal(0.07513045462522976, interval.PValue(3), 1e-12);
    }

    // The textbook's stratified mean: variance Σ (n_s/n)² s_s²/n_s (Cochran, Sampling Techniques, 1977, (5.13)).
    [Fact]
    public void StandardErrorOfAMean_IsTheStratifiedOne()
    {
        double[] x = [1, 3, 10, 14, 18, 22];
        var interval = new StratifiedBootstrap([7, 7, 2, 2, 2, 2], seed: 1).Interval(RowStatistics.Mean(x));
        double first = 2 / 2.0 / 9, second = (36 + 4 + 4 + 36) / 3.0 / 4 * 4 / 9; // s² = 2 and 80/3
        Assert.Equal(Math.Sqrt(first + second), interval.StandardError, 1e-13);
        double degrees = (first + second) * (first + second) / (first * first / 1 + second * second / 3);
        Assert.Equal((int)degrees, interval.DegreesOfFreedom);
    }

    // Linearization: r = x̄/ȳ has the standard error of the mean of (x − r y)/ȳ, up to O(1/n) of the jackknife.
    [Fact]
    public void BelowTenRows_TheIntervalOfARatioIsThatOfTheDeltaMethod()
    {
        double[] x = [1.1, 0.8, 1.3, 0.9, 1.0, 1.2, 0.7, 1.0], y = [10, 9.9, 10.2, 10, 10.1, 9.8, 9.9, 10.1];
        var strata = new int[8];
        var ratio = new StratifiedBootstrap(strata, seed: 1).Interval(RowStatistics.RatioOfMeans(x, y));
        double r = x.Average() / y.Average();
        double[] linear = [.. x.Zip(y, (a, b) => (a - r * b) / y.Average())];
        var delta = new StratifiedBootstrap(strata, seed: 1).Interval(RowStatistics.Mean(linear));
        Assert.Equal((IntervalMethod.T, 7), (ratio.Method, ratio.DegreesOfFreedom));
        Assert.Equal(r, ratio.Estimate, 1e-15);
        Assert.Equal(delta.StandardError, ratio.StandardError, 0.005 * delta.StandardError);
    }

    [Fact]
    public void OneRow_HasNoInterval()
    {
        var interval = new StratifiedBootstrap([3], seed: 1).Interval(RowStatistics.Mean([0.5]));
        Assert.Equal((0.5, IntervalMethod.None), (interval.Estimate, interval.Method));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (interval.Low, interval.High));
        Assert.Equal(1, interval.PValue(0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(41)]
    public void EqualRows_HaveAnIntervalOfNoWidth(int rows)
    {
        double[] x = [.. Enumerable.Repeat(0.1, rows)], y = [.. Enumerable.Repeat(0.3, rows)];
        var bootstrap = new StratifiedBootstrap([.. Enumerable.Range(0, rows).Select(row => row % 3)], seed: 1);
        var mean = bootstrap.Interval(RowStatistics.Mean(x));
        Assert.Equal((0.1, 0.1, 0.1, 0.0), (mean.Estimate, mean.Low, mean.High, mean.StandardError));
        Assert.Equal((1, 0), (mean.PValue(0.1), mean.PValue(0)));
        var ratio = bootstrap.Interval(RowStatistics.RatioOfMeans(x, y));
        Assert.Equal((0.1 / 0.3, 0.1 / 0.3), (ratio.Low, ratio.High));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(30)]
    public void DenominatorOfZero_HasNoInterval(int rows)
    {
        var bootstrap = new StratifiedBootstrap(new int[rows], seed: 1);
        double[] x = Sample(rows, 3), zeros = new double[rows], oneThird = new double[rows];
        oneThird[0] = 1; // zero in some resamples, and without that row
        Assert.All(
            [zeros, oneThird],
            y => Assert.Equal(IntervalMethod.None, bootstrap.Interval(RowStatistics.RatioOfMeans(x, y)).Method));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ValueThatIsNotFinite_HasNoInterval(double value)
    {
        double[] x = Sample(12, 3);
        x[5] = value;
        Assert.Equal(
            IntervalMethod.None, new StratifiedBootstrap(new int[12], seed: 1).Interval(RowStatistics.Mean(x)).Method);
    }

    [Theory]
    [InlineData(8, 1e300)]
    [InlineData(8, 1e-310)]
    [InlineData(40, 1e300)]
    [InlineData(40, 1e-300)]
    public void HugeAndTinyRows_HaveTheScaledInterval(int rows, double factor)
    {
        double[] x = Sample(rows, 3);
        var bootstrap = new StratifiedBootstrap(new int[rows], seed: 1);
        var expected = bootstrap.Interval(RowStatistics.Mean(x));
        var scaled = bootstrap.Interval(RowStatistics.Mean([.. x.Select(value => value * factor)]));
        Assert.Equal(expected.Method, scaled.Method);
        Assert.Equal(expected.Low, scaled.Low / factor, 1e-9);
        Assert.Equal(expected.High, scaled.High / factor, 1e-9);
        Assert.Equal(expected.StandardError, scaled.StandardError / factor, 1e-9);
    }

    [Fact]
    public void SameSeed_GivesTheSameBits_AnotherSeedOthers()
    {
        double[] x = Sample(40, 3);
        int[] strata = [.. Enumerable.Range(0, 40).Select(row => row / 10)];
        (double, double) Limits(ulong seed)
        {
            var interval = new StratifiedBootstrap(strata, seed).Interval(RowStatistics.Mean(x));
            return (interval.Low, interval.High);
        }
        Assert.Equal(Limits(5), Limits(5));
        Assert.NotEqual(Limits(5), Limits(6));
        var shared = new StratifiedBootstrap(strata, 5);
        var found = new (double, double)[16];
        Parallel.For(0, found.Length, k =>
        {
            var interval = shared.Interval(RowStatistics.Mean(x));
            found[k] = (interval.Low, interval.High);
        });
        Assert.All(found, limits => Assert.Equal(Limits(5), limits));
    }

    // Families that differ far more than their runs: an interval that ignores them is wide.
    [Fact]
    public void DifferencesBetweenStrata_AreNoUncertainty()
    {
        double[] x = [.. Sample(40, 3).Select((value, row) => value + 100 * (row % 4))];
        var families = new StratifiedBootstrap([.. Enumerable.Range(0, 40).Select(row => row % 4)], seed: 1)
            .Interval(RowStatistics.Mean(x));
        var one = new StratifiedBootstrap(new int[40], seed: 1).Interval(RowStatistics.Mean(x));
        Assert.InRange(families.High - families.Low, 0.4, 1);
        Assert.InRange(one.High - one.Low, 60, 80);
    }

    // Of two values, 20 of each, one resample in eight has the mean of the sample, up to rounding. Counted on one side,
    // they would shift the interval by a seventh of a standard error.
    [Fact]
    public void ResamplesThatEqualTheEstimate_AreOnNeitherSide()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(row => row < 20 ? 0.1 : 0.7)];
        var interval = new StratifiedBootstrap(new int[40], seed: 1, resamples: 20_000).Interval(RowStatistics.Mean(x));
        Assert.Equal(0.4 - interval.Low, interval.High - 0.4, 1e-9);
        Assert.Equal(IntervalMethod.Bca, interval.Method);
    }

    [Fact]
    public void StrataOfOneRow_ArePooled()
    {
        Assert.Equal([[0, 2], [1, 3]], CollapsedStrata.Of([5, 1, 5, 2]));
        Assert.Equal([[0, 1, 2], [3, 4, 5]], CollapsedStrata.Of([0, 0, 0, 1, 1, 7])); // the smallest other one
        Assert.Equal([[0, 1, 2]], CollapsedStrata.Of([3, 2, 1]));
        Assert.Equal([[0]], CollapsedStrata.Of([3]));
        Assert.Equal([[0, 3], [1, 2]], CollapsedStrata.Of([4, 9, 9, 4]));
    }

    // Five strata of two rows have 3⁵ resamples, the outermost of which lie within the limits of BCa.
    [Fact]
    public void WhereResamplesDoNotReachTheLimits_TheIntervalIsStudents()
    {
        double[] x = Sample(10, 3);
        var interval = new StratifiedBootstrap([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], seed: 1).Interval(RowStatistics.Mean(x));
        Assert.Equal(IntervalMethod.T, interval.Method);
        Assert.Equal(
            interval.High - interval.Low,
            2 * interval.StandardError * StudentT.Quantile(0.95, interval.DegreesOfFreedom), 1e-12);
        var few = new StratifiedBootstrap(new int[20], seed: 1, resamples: 2);
        Assert.Equal(IntervalMethod.T, few.Interval(RowStatistics.Mean(Sample(20, 3))).Method);
    }

    [Fact]
    public void Resamples_AllocateNothing()
    {
        double[] x = Sample(40, 3);
        var statistic = RowStatistics.RatioOfMeans(x, [.. x.Select(value => value * value + 1)]);
        long Allocated(int resamples)
        {
            var bootstrap = new StratifiedBootstrap(new int[40], seed: 1, resamples);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bootstrap.Interval(statistic);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated(1000);
        // But for the array of the replicates.
        Assert.InRange(Allocated(11_000) - Allocated(1_000), 0, 10_000 * sizeof(double) + 512);
    }

    [Fact]
    public void ArgumentsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new StratifiedBootstrap([], seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StratifiedBootstrap([1], seed: 1, resamples: 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new StratifiedBootstrap([1, 1], seed: 1).Interval(RowStatistics.Mean([1, 2]), confidence: 1));
        Assert.Throws<ArgumentException>(() => RowStatistics.Mean([]));
        Assert.Throws<ArgumentException>(() => RowStatistics.RatioOfMeans([1, 2], [1]));
    }

    private static (StratifiedBootstrap Bootstrap, WeightedStatistic Statistic) GoldenCase(string name, int resamples)
    {
        using var golden = Golden.Open("bootstrap.npz");
        double[] Array(string array) => golden.ReadDoubles($"bca.{name}.{array}");
        return (
            new StratifiedBootstrap([.. Array("strata").Select(label => (int)label)], seed: 20, resamples),
            RowStatistics.RatioOfMeans(Array("x"), Array("y")));
    }

    private static double[] Sample(int rows, ulong seed)
    {
        var sample = new double[rows];
        new RandomStream(seed).NextGaussians(sample);
        return sample;
    }
}
