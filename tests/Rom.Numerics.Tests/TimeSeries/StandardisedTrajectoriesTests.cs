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

    [Fact]
    public void NoStates_AndPartsOfStates_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => StandardisedTrajectories.Create(2, 0, _ => []));
        Assert.Throws<ArgumentException>(() => StandardisedTrajectories.Create(2, 1, _ => [1, 2, 3]));
    }
}
