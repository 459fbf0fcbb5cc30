using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class ConformalBandTests
{
    private const int Leads = 5;

    // Each of n + 1 exchangeable paths in turn is the new one: at each lead exactly k of them are covered.
    [Theory]
    [InlineData(9, 0.1)]
    [InlineData(9, 0.5)]
    [InlineData(4, 0.1)]
    public void PerLead_EachLeadIsCoveredWithTheProbabilityOfTheRank(int n, double alpha)
    {
        double[][] paths = Paths(n + 1);
        for (int lead = 0; lead < Leads; lead++)
        {
            int covered = 0;
            for (int k = 0; k <= n; k++)
            {
                var band = ConformalBand.PerLead(Without(paths, k), Leads, alpha);
                if (band.About(0, lead).Contains(paths[k][lead])) covered++;
            }
            Assert.Equal(ConformalQuantile.Rank(n, alpha), covered);
        }
    }

    // A whole path is covered where its largest scaled distance is: exactly k of n + 1, whatever the scale is.
    [Theory]
    [InlineData(9, 0.1)]
    [InlineData(9, 0.5)]
    [InlineData(4, 0.1)]
    public void Simultaneous_WholePathsAreCoveredWithTheProbabilityOfTheRank(int n, double alpha)
    {
        double[][] paths = Paths(n + 1);
        double[] growing = [1, 2, 3, 4, 5], constant = [0.3, 0.3, 0.3, 0.3, 0.3];
        foreach (double[] scale in (double[][])[growing, constant])
        {
            int covered = 0;
            for (int k = 0; k <= n; k++)
            {
                var band = ConformalBand.Simultaneous(Without(paths, k), scale, alpha);
                // Division and product round: the path that sets the band is on its edge.
                if (Enumerable.Range(0, Leads).All(t => paths[k][t] <= band.Radius(t) * (1 + 1e-15))) covered++;
            }
            Assert.Equal(ConformalQuantile.Rank(n, alpha), covered);
        }
    }

    [Fact]
    public void Simultaneous_IsTheQuantileOfTheLargestScaledDistance()
    {
        // The largest scaled distances are 3, 1 and 2; k = 2.
        var band = ConformalBand.Simultaneous([3, 2, 1, 2, 0, 4], scale: [1, 2], alpha: 0.5);
        Assert.Equal((2.0, 4.0), (band.Radius(0), band.Radius(1)));
        Assert.Equal((2, 0.5), (band.Leads, band.Alpha));
        var interval = band.About(10, 1);
        Assert.Equal((6.0, 14.0, 0.5), (interval.Low, interval.High, interval.Coverage));
    }

    [Fact]
    public void TooFewPaths_AndLeadsAfterTheirLast_HaveInfiniteIntervals()
    {
        double[] distances = [1, 2, 3, 4];
        foreach (var band in (ConformalBand[])
            [ConformalBand.PerLead(distances, 2, 0.1), ConformalBand.Simultaneous(distances, [1, 0], 0.1),
                ConformalBand.PerLead([], 2, 0.1), ConformalBand.Simultaneous([], [1, 0], 0.1)])
        {
            Assert.All([0, 1, 2], lead => Assert.Equal(double.PositiveInfinity, band.Radius(lead)));
            Assert.Equal(double.NegativeInfinity, band.About(5, 0).Low);
        }
        var enough = ConformalBand.PerLead(distances, 2, 0.5);
        Assert.Equal((3.0, 4.0), (enough.Radius(0), enough.Radius(1)));
        Assert.Equal(double.PositiveInfinity, enough.Radius(2));
    }

    [Fact]
    public void FailedForecasts_CountAsInfinitelyFar()
    {
        double[] distances = [1, 1, 2, double.PositiveInfinity, 3, 3];
        var band = ConformalBand.PerLead(distances, 2, 0.5);
        Assert.Equal((2.0, 3.0), (band.Radius(0), band.Radius(1)));
        Assert.Equal(double.PositiveInfinity, ConformalBand.PerLead(distances, 2, 0.25).Radius(1));
        Assert.Equal(double.PositiveInfinity, ConformalBand.Simultaneous(distances, [1, 1], 0.25).Radius(0));
    }

    // At a lead where nothing may differ, a path that does is infinitely far.
    [Fact]
    public void ScaleOfZero_AdmitsNoDistance()
    {
        var band = ConformalBand.Simultaneous([1, 0, 2, 0, 3, 0], scale: [1, 0], alpha: 0.25);
        Assert.Equal((3.0, 0.0), (band.Radius(0), band.Radius(1)));
        Assert.Equal(
            double.PositiveInfinity, ConformalBand.Simultaneous([1, 0, 2, 0, 3, 1e-9], [1, 0], 0.25).Radius(0));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void HugeAndTinyDistances_HaveTheScaledRadius(double unit)
    {
        double[] distances = [.. Paths(9).SelectMany(path => path)];
        var plain = ConformalBand.Simultaneous(distances, [1, 2, 3, 4, 5], 0.1);
        double[] scaled = [.. distances.Select(distance => distance * unit)];
        var found = ConformalBand.Simultaneous(scaled, [unit, 2 * unit, 3 * unit, 4 * unit, 5 * unit], 0.1);
        for (int lead = 0; lead < Leads; lead++)
            Assert.Equal(plain.Radius(lead), found.Radius(lead) / unit, 1e-14 * plain.Radius(lead));
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Contains(
            "expected paths of 2 leads, found 3 distances",
            Assert.Throws<ArgumentException>(() => ConformalBand.PerLead([1, 2, 3], 2, 0.5)).Message);
        Assert.Contains(
            "found -1 at lead 1 of path 1",
            Assert.Throws<ArgumentException>(() => ConformalBand.PerLead([1, 2, 3, -1], 2, 0.5)).Message);
        Assert.Throws<ArgumentException>(() => ConformalBand.Simultaneous([1, double.NaN], [1, 1], 0.5));
        foreach (double scale in (double[])[-1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentException>(() => ConformalBand.Simultaneous([1, 1], [1, scale], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalBand.PerLead([], 0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalBand.Simultaneous([], [], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalBand.PerLead([1, 2], 2, 1));
        var band = ConformalBand.PerLead([1, 2], 2, 0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => band.Radius(-1));
        Assert.Throws<ArgumentException>(() => band.About(double.NaN, 0));
    }

    private static double[][] Paths(int count)
    {
        double[] values = RandomArrays.Gaussian(7, count * Leads);
        return [.. values.Chunk(Leads).Select(path => path.Select((x, lead) => Math.Abs(x) * (lead + 1)).ToArray())];
    }

    private static double[] Without(double[][] paths, int left) =>
        [.. paths.Where((_, path) => path != left).SelectMany(path => path)];
}
