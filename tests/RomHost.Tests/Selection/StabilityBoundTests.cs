using Rom.Abstractions;
using RomHost.Selection;

namespace RomHost.Tests.Selection;

public sealed class StabilityBoundTests
{
    // Coordinate 0 has the mean 2 and the range 1, coordinate 1 the mean −1 and the range 3.
    private static readonly LatentDataset Training = new(2, 1, [[1.0, -4.0], [3.0, 2.0, 2.0, -1.0]]);

    [Theory]
    [InlineData(2.0, -1.0, null)]
    [InlineData(7.0, 14.0, null)]
    [InlineData(-3.0, -16.0, null)]
    [InlineData(7.01, 0.0, 0)]
    [InlineData(0.0, -16.01, 1)]
    [InlineData(double.NaN, 0.0, 0)]
    [InlineData(0.0, double.NegativeInfinity, 1)]
    public void AState_IsBoundedByTheMarginAroundTheMean(double a, double b, int? coordinate)
    {
        var bound = StabilityBound.Of(Training, [0, 1], 5);
        Assert.Equal(coordinate is { } c ? (1, c) : null, bound.FirstBeyond([2, -1, a, b]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    [InlineData(1e150)]
    public void CoordinatesThatAreConstantButForRounding_DoNotReject(double scale)
    {
        var bound = StabilityBound.Of(new LatentDataset(2, 1, [[scale, 1, 3 * scale, 1]]), [0], 5);
        Assert.Null(bound.FirstBeyond([2 * scale, 1 + (1e-9 * scale)]));
    }

    [Fact]
    public void OfManyCoordinates_TheFirstBeyondIsNamed()
    {
        const int R = 11;
        double[] states = [.. Enumerable.Range(0, 2 * R).Select(i => i < R ? -1.0 : 1.0)];
        var bound = StabilityBound.Of(new LatentDataset(R, 1, [states]), [0], 2);
        Assert.Null(bound.FirstBeyond(states));
        foreach (double value in (double[])[2.01, -2.01, double.NaN, double.PositiveInfinity])
        {
            for (int c = 0; c < R; c++)
            {
                double[] forecast = [.. states];
                forecast[R + c] = forecast[^1] = value;
                Assert.Equal((1, c), bound.FirstBeyond(forecast));
            }
        }
    }

    [Fact]
    public void AForecastOfNoStep_IsBounded() => Assert.Null(StabilityBound.Of(Training, [0], 1).FirstBeyond([]));
}
