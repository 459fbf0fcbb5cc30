using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class ChiSquaredTests
{
    // Quantiles of tables (Abramowitz and Stegun, table 26.8, with more digits by R's qchisq).
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(5.991464547107979, 2, 0.05)]
    [InlineData(7.814727903251179, 3, 0.05)]
    [InlineData(16.918977604620448, 9, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(21.665994333461924, 9, 0.01)]
    [InlineData(4.168159008146107, 9, 0.9)]
    [InlineData(124.34211340400408, 100, 0.05)]
    public void PValue_OfAQuantileIsItsProbability(double x, int degrees, double expected) =>
        Assert.Equal(expected, ChiSquared.PValue(x, degrees), 1e-12);

    // One degree is the square of a normal number; two are e^(−x/2).
    [Theory]
    [InlineData(1e-8)]
    [InlineData(0.7)]
    [InlineData(30)]
    public void PValue_OfFewDegreesIsItsClosedForm(double x)
    {
        Assert.Equal(2 * StandardNormal.Probability(-Math.Sqrt(x)), ChiSquared.PValue(x, 1), 1e-15);
        Assert.Equal(Math.Exp(-x / 2), ChiSquared.PValue(x, 2), 1e-15);
        Assert.Equal(Math.Exp(-x / 2) * (1 + x / 2), ChiSquared.PValue(x, 4), 1e-15);
    }

    // ∛(χ²/ν) is normal with the mean 1 − 2/(9ν) and the variance 2/(9ν), to 1e-4 for so many degrees (Wilson and
    // Hilferty). Without logarithms e^(−x/2) would vanish.
    [Theory]
    [InlineData(2000, 2000)]
    [InlineData(2100, 2001)]
    [InlineData(1900, 2000)]
    public void PValue_OfManyDegreesIsNearlyNormal(double x, int degrees)
    {
        double variance = 2.0 / 9 / degrees, z = (Math.Cbrt(x / degrees) - 1 + variance) / Math.Sqrt(variance);
        Assert.Equal(StandardNormal.Probability(-z), ChiSquared.PValue(x, degrees), 1e-4);
    }

    [Fact]
    public void PValue_OfExtremeValues()
    {
        Assert.Equal(
            (1.0, 1.0, 0.0, 0.0),
            (ChiSquared.PValue(0, 3), ChiSquared.PValue(-1, 3), ChiSquared.PValue(double.PositiveInfinity, 3),
                ChiSquared.PValue(1e300, 3)));
        Assert.Equal(double.NaN, ChiSquared.PValue(double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquared.PValue(1, 0));
    }

    [Fact]
    public void UniformPValue_IsPearsons()
    {
        // (12 − 10)² + (8 − 10)² + (10 − 10)², over 10
        Assert.Equal(ChiSquared.PValue(0.8, 2), ChiSquared.UniformPValue([12, 8, 10]), 1e-15);
        Assert.Equal(1, ChiSquared.UniformPValue([7, 7, 7]));
        Assert.Equal(0, ChiSquared.UniformPValue([0, 1_000_000]));
        Assert.Equal(double.NaN, ChiSquared.UniformPValue([0, 0]));
        Assert.Throws<ArgumentException>(() => ChiSquared.UniformPValue([1]));
        Assert.Throws<ArgumentException>(() => ChiSquared.UniformPValue([1, -1]));
        Assert.Equal(ChiSquared.PValue(0.4, 2), ChiSquared.UniformPValue([12, 8, 10], overdispersion: 2), 1e-15);
        foreach (double below in (double[])[0.99, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquared.UniformPValue([1, 1], below));
    }

    // Of 400 uniform draws in ten bins a share of 0.05 has a p-value of at most 0.05: the count of 2,000 tests lies
    // within five standard deviations, and the discrete counts differ from χ² by less than one.
    [Fact]
    public void UniformPValue_OfUniformCountsIsUniform()
    {
        const int tests = 2000;
        var random = new RandomStream(9);
        int rejected = 0;
        var counts = new long[10];
        for (int k = 0; k < tests; k++)
        {
            Array.Clear(counts);
            for (int draw = 0; draw < 400; draw++) counts[random.NextInt32(10)]++;
            if (ChiSquared.UniformPValue(counts) <= 0.05) rejected++;
        }
        Assert.Equal(0.05 * tests, rejected, 6 * Math.Sqrt(0.05 * 0.95 * tests));
    }

    // Ranks of n truths among the same N values, all of one distribution: the share of truths between two neighbours of
    // the values is Dirichlet's, whose variance over draws of the values is that of N + 1 draws of a truth.
    [Fact]
    public void UniformPValue_OfRanksAmongTheSameValues_IsUniformWithTheirOverdispersion()
    {
        const int tests = 2000, truths = 400, values = 399;
        var random = new RandomStream(9);
        var (rejected, careless) = (0, 0);
        var shared = new double[values];
        for (int k = 0; k < tests; k++)
        {
            foreach (ref double value in shared.AsSpan()) value = random.NextDouble();
            Array.Sort(shared);
            var counts = new long[10];
            for (int draw = 0; draw < truths; draw++)
            {
                int below = ~Array.BinarySearch(shared, random.NextDouble());
                counts[below * 10 / (values + 1)]++;
            }
            if (ChiSquared.UniformPValue(counts, 1 + (double)truths / (values + 1)) <= 0.05) rejected++;
            if (ChiSquared.UniformPValue(counts) <= 0.05) careless++;
        }
        Assert.Equal(0.05 * tests, rejected, 6 * Math.Sqrt(0.05 * 0.95 * tests));
        Assert.True(careless > 0.4 * tests, $"expected most tests to be rejected, found {careless} of {tests}");
    }
}
