using Rom.Abstractions;
using Rom.Forecasting.Windows;

namespace RomHost.Tests.Forecasts;

public sealed class FarthestStateTests
{
    // The farthest of the training states is (3, 4), whose norm is 5. A third coordinate is of another channel.
    [Theory]
    [InlineData(new[] { 0, 0, 1e9, 30, 40, 1e9 }, null)]
    [InlineData(new[] { 0, 0, 0, 30.1, 40, 0, 0, 0, 0 }, 1)]
    [InlineData(new[] { 0, -50.1, 0 }, 0)]
    [InlineData(new[] { 0, 0, 0, 0, 0, 0, double.NaN, 0, 0 }, 2)]
    [InlineData(new double[0], null)]
    public void TheFirstStateFarBeyondAllOfTheRuns_IsFound(double[] states, int? expected)
    {
        var training = new LatentDataset(2, 1, [[1, 0, 0, 2], [-3, 4, 1, 1, 0, 0]]);
        Assert.Equal(expected, new FarthestState(training).FirstBeyond(states, dimension: 3));
    }
}
