using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class ColumnRangeTests
{
    [Fact]
    public void Range_IsWidenedAboutItsMiddle_AndAConstantHasTheLeastWidth()
    {
        var range = ColumnRange.Of([1, 5, -3, 5, 3, 5], 2, margin: 2, leastHalfWidth: 0.1);
        Assert.Equal([-6, 4.8], range.Low.ToArray());
        Assert.Equal([6, 5.2], range.High.ToArray());
        Assert.True(range.Contains([6, 5]));
        Assert.False(range.Contains([6.1, 5]));
        Assert.False(range.Contains([0, double.NaN]));
        double[] row = [-7, 9];
        range.Clamp(row);
        Assert.Equal([-6, 5.2], row);
        var plain = ColumnRange.Of([1, -3, 3], 1, margin: 1);
        Assert.Equal((-3.0, 3.0), (plain.Low[0], plain.High[0]));
    }

    [Fact]
    public void BoundsThatCross_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new ColumnRange([1], [0]));
        Assert.Throws<ArgumentException>(() => new ColumnRange([1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => new ColumnRange([1], [2, 3]));
    }
}
