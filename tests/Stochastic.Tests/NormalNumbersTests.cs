using Rom.Numerics.RandomNumbers;

namespace Stochastic.Tests;

public class NormalNumbersTests
{
    private const int Count = 1 << 20;

    [Fact]
    public void Moments_AreThoseOfTheNormalDistribution()
    {
        double[] numbers = Drawn(Count);
        // Five standard errors of each mean: of x^k it is √((E x^2k − (E x^k)²) / n).
        Assert.Equal(0, numbers.Average(), 5 / Math.Sqrt(Count));
        Assert.Equal(1, numbers.Average(x => x * x), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, numbers.Average(x => x * x * x), 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, numbers.Average(x => x * x * x * x), 5 * Math.Sqrt(96.0 / Count));
        // Neighbours, and both numbers of a pair, are independent: products and products of squares.
        foreach (int distance in new[] { 1, 2, 19, 64 })
        {
            double[] products = [.. numbers.Zip(numbers.Skip(distance), (x, y) => x * y)];
            double[] squares =
                [.. numbers.Zip(numbers.Skip(distance), (x, y) => (x * x - 1) * (y * y - 1))];
            Assert.Equal(0, products.Average(), 5 / Math.Sqrt(Count));
            Assert.Equal(0, squares.Average(), 5 * 2 / Math.Sqrt(Count));
        }
    }

    /// <summary>Probabilities from tables: of a tenth of all, and of tails beyond 3, 4 and 4.5 deviations.</summary>
    [Theory]
    [InlineData(-1.2815515655446004, 0.1)]
    [InlineData(-0.6744897501960817, 0.25)]
    [InlineData(0, 0.5)]
    [InlineData(0.5244005127080407, 0.7)]
    [InlineData(1.6448536269514722, 0.95)]
    [InlineData(-3, 1.3498980316300946e-3)]
    [InlineData(-4, 3.167124183311992e-5)]
    [InlineData(-4.5, 3.3976731247300535e-6)]
    public void SharesBelowAQuantile_AreItsProbability(double quantile, double probability)
    {
        int below = Drawn(Count).Count(x => x < quantile), above = Drawn(Count).Count(x => x > -quantile);
        double error = 5 * Math.Sqrt(probability * (1 - probability) * Count) + 1;
        Assert.Equal(probability * Count, below, error);
        Assert.Equal(probability * Count, above, error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public void AShorterSpan_ReceivesTheFirstNumbersOfALongerOne(int length) =>
        Assert.Equal(Drawn(5000)[..length], Drawn(length));

    [Fact]
    public void Transform_IsItsScalarTwin_AlsoAtTheLeastAndLargestUniformNumbers()
    {
        var random = new RandomStream(3);
        double[] u = new double[1 << 12], v = new double[1 << 12];
        random.NextDoubles(u);
        random.NextDoubles(v);
        double least = 1.0 / (1L << 53);
        (u[0], v[0], u[1], v[1], u[2], v[2]) = (0, 0, 1 - least, 1 - least, least, least);
        double[] first = [.. u], second = [.. v];
        NormalNumbers.Transform(u, v);
        NormalNumbers.ScalarTransform(first, second);
        for (int i = 0; i < u.Length; i++)
        {
            Assert.True(double.IsFinite(u[i]) && double.IsFinite(v[i]));
            Assert.Equal(first[i], u[i], 1e-14);
            Assert.Equal(second[i], v[i], 1e-14);
        }
    }

    private static double[] Drawn(int length)
    {
        var numbers = new double[length];
        NormalNumbers.Fill(new RandomStream(11), numbers);
        return numbers;
    }
}
