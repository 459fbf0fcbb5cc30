using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace RomHost.Tests.Reduction;

public sealed class ShiftRateTests
{
    // Cells of 0.5 × 2.
    private static readonly Grid OnGrid = new(new Domain(4, 6, Boundary.Periodic), 8, 3);

    [Fact]
    public void Rates_AreMovesInLengthUnits_AndGoOnWhereThePeakJumps()
    {
        var track = new ShiftTrack([new(0, 0), new(0.5, -1), new(1.5, 3), new(1.5, 2.75)], [2]);
        Assert.Equal(
            [7, 8, 0.5 * 2 / 0.25, -1 * 0.5 / 0.25, 0.5 * 2 / 0.25, -1 * 0.5 / 0.25, 0, -0.25 * 0.5 / 0.25],
            ShiftRate.Of(track, OnGrid, timeStep: 0.25, first: (7, 8)));
        Assert.Equal([0, 0, 0, 0], ShiftRate.Of(new ShiftTrack([new(0, 0), new(9, 9)], [1]), OnGrid, 1, default));
        Assert.Equal([1, 2], ShiftRate.Of(new ShiftTrack([new(5, 5)], []), OnGrid, 0, (1, 2)));
        Assert.Empty(ShiftRate.Of(new ShiftTrack([], []), OnGrid, 0, default));
    }

    [Fact]
    public void Fit_TakesMeanAndOneScale_OfAllButFirstFrames()
    {
        // Along y 1 and 3, along x 10 and 10: means 2 and 10, deviations ±1, ±1, 0, 0.
        var rate = ShiftRate.Fit([[99, 99, 1, 10], [99, 99, 3, 10], [99, 99], []], rounding: 1e-9);
        Assert.Equal((2, 10, Math.Sqrt(0.5)), (rate.MeanY, rate.MeanX, rate.Scale));
        Assert.Equal(2, rate.Length);
        double[] coordinates = rate.Standardised([1, 10, 2, 10 + Math.Sqrt(0.5)]);
        double[] expected = [-Math.Sqrt(2), 0, 0, 1];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], coordinates[i], 1e-12);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1)]
    [InlineData(1e200)]
    public void Fit_OfRatesOfAnySize_HasTheirScale(double size)
    {
        var rate = ShiftRate.Fit([[0, 0, size, size, -size, -size]], rounding: 1e-9 * size);
        Assert.Equal(size, rate.Scale, 1e-12 * size);
        Assert.All(rate.Standardised([size, -size]), value => Assert.Equal(1, Math.Abs(value), 1e-12));
    }

    [Fact]
    public void RatesThatAreAlwaysTheSame_HaveNoCoordinates_AndMoveTheShiftAllTheSame()
    {
        foreach (double[][] runs in new double[][][] { [], [[5, 5]], [[5, 5, 2, 1 + 1e-12], [0, 0, 2, 1]] })
        {
            var rate = ShiftRate.Fit(runs, rounding: 1e-9);
            Assert.Equal(0, rate.Length);
            Assert.Empty(rate.Standardised([5, 5, 2, 1]));
            var moved = rate.Advance(new(0, 0), [], OnGrid, timeStep: 0.5);
            Assert.Equal(runs.Length == 2 ? 0.5 : 0, moved.Dy, 1e-9);
            Assert.Equal(runs.Length == 2 ? 1 : 0, moved.Dx, 1e-9);
        }
    }

    [Fact]
    public void Advance_UndoesWhatRatesSay_RoundTheDomain()
    {
        var rate = new ShiftRate(0.3, -0.2, 1.7);
        var track = new ShiftTrack([new(1, 3.9), new(1.4, 4.2), new(1.6, 9)], []);
        double[] coordinates = rate.Standardised(ShiftRate.Of(track, OnGrid, 0.1, default));
        var shift = track.Shifts[0];
        for (int t = 1; t < 3; t++)
        {
            shift = rate.Advance(shift, coordinates.AsSpan(2 * t, 2), OnGrid, 0.1);
            var error = shift.ShortestTo(track.Shifts[t], OnGrid.Ny, OnGrid.Nx);
            Assert.Equal(0, error.Dy, 1e-12);
            Assert.Equal(0, error.Dx, 1e-12);
            Assert.InRange(Math.Abs(shift.Dx), 0, 4);
        }
        Assert.False(double.IsFinite(rate.Advance(shift, [0, double.PositiveInfinity], OnGrid, 0.1).Dx));
        Assert.InRange(Math.Abs(rate.Advance(shift, [1e300, 0], OnGrid, 0.1).Dy), 0, 1.5);
    }

    [Fact]
    public void OfMomentum_IsMinusTheMeanVelocity_AndNoneOfAnEmptyFrame()
    {
        Assert.Equal((-2, 1), ShiftRate.OfMomentum([1, 3], [2, 6], [-4, 0]));
        Assert.Equal((0, 0), ShiftRate.OfMomentum([0, 0], [0, 0], [0, 0]));
    }
}
