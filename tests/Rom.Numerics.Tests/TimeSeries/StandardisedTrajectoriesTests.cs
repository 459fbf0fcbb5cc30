using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public class StandardisedTrajectoriesTests
{
    [Fact]
    public void Coordinates_HaveMean0AndDeviation1OverAllTrajectories_AndAConstantIs0()
    {
        double[][] runs = [[1, 5, 3, 5], [], [8, 5, 4, 5, 4, 5]];
        var standardised = StandardisedTrajectories.Create(2, 3, t => runs[t]);
        Assert.Equal((3, 2), (standardised.Count, standardised.Dimension));
        Assert.Equal([2, 0, 3], Enumerable.Range(0, 3).Select(standardised.Length));
        double[] all = standardised.All.ToArray(), first = [.. all.Where((_, i) => i % 2 == 0)];
        Assert.Equal(0, first.Sum(), 1e-12);
        Assert.Equal(first.Length, first.Sum(value => value * value), 1e-12);
        Assert.All(all.Where((_, i) => i % 2 == 1), value => Assert.Equal(0, value));
        Assert.Equal(all[6..], standardised.States(2, 1, 2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => standardised.States(0, 1, 2).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-200)]
    public void ACoordinateThatIsRoundingBesideAnother_Is0_WhateverTheUnit(double unit)
    {
        // The third coordinate is constant and in no unit; the last one is small, but more than rounding.
        double[] run = [1, 3e-16, 7, 2e-6, 4, -2e-16, 7, -1e-6, -2, 1e-16, 7, 5e-6];
        for (int i = 0; i < run.Length; i++) run[i] *= i % 4 == 2 ? 1 : unit;
        var standardised = StandardisedTrajectories.Create(4, 1, _ => run);
        double[] all = standardised.All.ToArray();
        Assert.All(all.Where((_, i) => i % 4 is 1 or 2), value => Assert.Equal(0, value));
        Assert.Equal(1, standardised.Units.Scale[1]);
        foreach (int j in (int[])[0, 3])
            Assert.Equal(3, all.Where((_, i) => i % 4 == j).Sum(value => value * value), 1e-12);
    }

    [Fact]
    public void NoStates_AndPartsOfStates_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => StandardisedTrajectories.Create(2, 0, _ => []));
        Assert.Throws<ArgumentException>(() => StandardisedTrajectories.Create(2, 1, _ => [1, 2, 3]));
    }
}
