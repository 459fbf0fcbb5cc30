using FsCheck.Xunit;
using Rom.Numerics.RandomNumbers;

namespace Stochastic.Tests;

/// <summary>Normal numbers against the closed forms of their distribution; limits are those of a fixed seed.</summary>
public class NormalNumbersTests
{
    private const int Count = 1 << 21, Block = 128;
    private static readonly double[] Values = Drawn(seed: 44, Count);

    // Standard errors of the moments: 1, √2, √15, √96 over √n; five of them.
    [Fact]
    public void Moments_AreThoseOfAStandardNormal()
    {
        double limit = 5 / Math.Sqrt(Count);
        Assert.InRange(Values.Average(), -limit, limit);
        Assert.InRange(Values.Average(x => x * x) - 1, -limit * Math.Sqrt(2), limit * Math.Sqrt(2));
        Assert.InRange(Values.Average(x => x * x * x), -limit * Math.Sqrt(15), limit * Math.Sqrt(15));
        Assert.InRange(Values.Average(x => x * x * x * x) - 3, -limit * Math.Sqrt(96), limit * Math.Sqrt(96));
    }

    // Kolmogorov's statistic √n sup |F_n − Φ| exceeds 1.95 once in a thousand seeds.
    [Fact]
    public void Distribution_IsThatOfAStandardNormal()
    {
        double[] sorted = [.. Values.Order()];
        double farthest = 0;
        for (int i = 0; i < Count; i++)
        {
            double below = Probability(sorted[i]);
            farthest = Math.Max(farthest, Math.Max(below - i / (double)Count, (i + 1) / (double)Count - below));
        }
        Assert.InRange(Math.Sqrt(Count) * farthest, 0, 1.95);
    }

    // Beyond 4: 3.167e-5 on each side; of 2²⁴ numbers 531 ± 23. Beyond 5: 2.867e-7; 4.8 ± 2.2.
    [Fact]
    public void Tails_HoldAsManyNumbersAsTheyShould()
    {
        double[] values = Drawn(seed: 45, 1 << 24);
        foreach (int side in new[] { -1, 1 })
        {
            Assert.InRange(values.Count(x => side * x > 4), 531 - 92, 531 + 92);
            Assert.InRange(values.Count(x => side * x > 5), 1, 14);
        }
    }

    // Correlations of independent numbers have the standard error 1/√n; also of squares, within a pair and beyond.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(Block / 2)]
    [InlineData(Block)]
    public void Numbers_AreIndependentOfEachOther(int distance)
    {
        double limit = 5 / Math.Sqrt(Count), products = 0, squares = 0;
        for (int i = distance; i < Count; i++)
        {
            double x = Values[i], y = Values[i - distance];
            products += x * y;
            squares += (x * x - 1) * (y * y - 1) / 2;
        }
        Assert.InRange(products / Count, -limit, limit);
        Assert.InRange(squares / Count, -limit, limit);
    }

    [Property(MaxTest = 100)]
    public void ShorterSpan_HasTheFirstNumbersOfALongerOne(ulong seed, ushort length, ushort more)
    {
        double[] longer = Drawn(seed, length % 700 + more % 700);
        Assert.Equal(longer[..(length % 700)], Drawn(seed, length % 700));
    }

    [Property(MaxTest = 100)]
    public void Vectors_EqualTheScalarTwin(ulong seed)
    {
        var uniform = new double[2 * Block];
        new RandomStream(seed).NextDoubles(uniform);
        AssertEqualToScalar(uniform[..Block], uniform[Block..]);
    }

    // The least and the largest uniform number, 0 and 1 − 2⁻⁵³, with every quarter turn: √(2·53·ln 2) is the farthest.
    [Fact]
    public void ExtremeUniformNumbers_GiveFiniteNumbers()
    {
        double last = 1 - Math.ScaleB(1, -53);
        double[] radii = [0, Math.ScaleB(1, -53), 0.5, last], angles = [0, 0.25, 0.5, 0.75, last];
        double[] u = [.. radii.SelectMany(radius => Enumerable.Repeat(radius, 6))];
        double[] v = [.. radii.SelectMany(_ => angles.Append(0.125))];
        AssertEqualToScalar(u, v);
        NormalNumbers.Transform(u, v);
        Assert.All([.. u, .. v], x => Assert.InRange(Math.Abs(x), 0, Math.Sqrt(2 * 53 * Math.Log(2)) + 1e-14));
    }

    private static void AssertEqualToScalar(double[] u, double[] v)
    {
        var (first, second) = ((double[])u.Clone(), (double[])v.Clone());
        var (scalarFirst, scalarSecond) = ((double[])u.Clone(), (double[])v.Clone());
        NormalNumbers.Transform(first, second);
        NormalNumbers.ScalarTransform(scalarFirst, scalarSecond);
        for (int i = 0; i < u.Length; i++)
        {
            Assert.Equal(scalarFirst[i], first[i], 1e-14);
            Assert.Equal(scalarSecond[i], second[i], 1e-14);
        }
    }

    private static double[] Drawn(ulong seed, int count)
    {
        var values = new double[count];
        NormalNumbers.Fill(new RandomStream(seed), values);
        return values;
    }

    // Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …) (Marsaglia, Journal of Statistical Software 11(4), 2004).
    private static double Probability(double x)
    {
        double sum = x, term = x;
        for (int k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); k += 2) sum += term *= x * x / k;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
