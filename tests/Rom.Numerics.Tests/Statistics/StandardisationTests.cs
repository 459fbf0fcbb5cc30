using Rom.Numerics.Statistics;
using Rom.Numerics.Tests.LinearAlgebra;

namespace Rom.Numerics.Tests.Statistics;

public class StandardisationTests
{
    [Fact]
    public void Fit_HasTheMeansAndDeviationsOfNumPy()
    {
        using var golden = Golden.Open("regression.npz");
        double[] x = golden.ReadDoubles("std.x"), mean = golden.ReadDoubles("std.mean"),
            scale = golden.ReadDoubles("std.scale");
        var found = Standardisation.Fit(x, 3);
        for (int j = 0; j < 3; j++)
        {
            Assert.Equal(mean[j], found.Mean[j], 1e-14 * (Math.Abs(mean[j]) + scale[j]));
            Assert.Equal(1, found.Scale[j] / scale[j], 1e-9); // of a column about 1e6, whose deviation is 1
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void TransformedRows_HaveMeanZeroAndDeviationOne_AndComeBack(double unit)
    {
        double[] x = Array.ConvertAll(RandomArrays.Gaussian(71, 50 * 4), value => (value + 3) * unit), z = [.. x];
        var standardisation = Standardisation.Fit(x, 4);
        standardisation.Transform(z);
        for (int j = 0; j < 4; j++)
        {
            var statistics = SampleStatistics.Of([.. z.Where((_, i) => i % 4 == j)]);
            Assert.Equal(0, statistics.Mean, 1e-14);
            Assert.Equal(1, statistics.StandardDeviation, 1e-14);
        }
        standardisation.InverseTransform(z);
        Assert.True(Naive.LargestDifference(x, z) < 1e-14 * 10 * unit);
        new Standardisation(standardisation.Mean, standardisation.Scale).Transform(z);
        Assert.True(z.Max(Math.Abs) < 10);
    }

    [Fact]
    public void ConstantColumns_AreCentredAndNotScaled()
    {
        double[] x = [0.1, 5, 1e16, 0.1, 7, 1e16 + 2, 0.1, 9, 1e16];
        var standardisation = Standardisation.Fit(x, 3);
        Assert.Equal([1, Math.Sqrt(8.0 / 3), 1], standardisation.Scale.ToArray()); // 2 at 1e16 is rounding
        double[] z = [.. x];
        standardisation.Transform(z);
        Assert.Equal([0, 0, 0], z.Where((_, i) => i % 3 == 0));
        standardisation.InverseTransform(z);
        Assert.Equal(x.Where((_, i) => i % 3 == 0), z.Where((_, i) => i % 3 == 0));
        Assert.Equal([1, 1], Standardisation.Fit([3, 4], 2).Scale.ToArray()); // of one row
    }

    [Fact]
    public void WhatCannotBeStandardised_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Standardisation.Fit([], 2));
        Assert.Throws<ArgumentException>(() => Standardisation.Fit([1, 2, 3], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Standardisation.Fit([1], 0));
        Assert.Throws<ArgumentException>(() => Standardisation.Fit([1, double.NaN], 1));
        Assert.Throws<ArgumentException>(() => Standardisation.Fit([1, double.PositiveInfinity], 1));
        Assert.Throws<ArgumentException>(() => Standardisation.Fit([-1.7e308, 1.7e308], 1));
        Assert.Throws<ArgumentException>(() => new Standardisation([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Standardisation([1], [0]));
        Assert.Throws<ArgumentException>(() => new Standardisation([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => Standardisation.Fit([1, 2], 2).Transform(new double[3]));
    }
}
