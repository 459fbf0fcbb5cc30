using Rom.Forecasting.Ensembles;

namespace RomHost.Tests.Ensembles;

public sealed class StateRangeTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(-9e99, true)]
    [InlineData(1.1e100, false)]
    [InlineData(-1e200, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void ValuesWhoseSquaresOverflow_LieOutside(double value, bool expected)
    {
        Assert.Equal(expected, StateRange.Contains([1, value, -3]));
        Assert.Equal(expected, StateRange.Contains([value]));
    }
}
