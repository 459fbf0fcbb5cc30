using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class PlaceErrorsTests
{
    // Cells of 0.5 × 2.
    private static readonly Grid Grid = new(new Domain(4, 6, Boundary.Periodic), 8, 3);

    [Fact]
    public void TheDistance_IsTheShorterWayRound_InLengthUnits()
    {
        var run = Run([new(0, 0), new(1, -3)], null);
        var errors = new PlaceErrors(run, Grid);
        errors.Add(0, new SubcellShift(0, 7.5)); // half a cell to the other side
        errors.Add(1, new SubcellShift(-1, 3)); // a row and two columns
        Assert.Equal([0.25, Math.Sqrt(4 + 1)], errors.Distances);
        Assert.Equal(0.25, errors.Mean(1));
        Assert.Equal((0.25 + Math.Sqrt(5)) / 2, errors.Mean(2));
    }

    [Fact]
    public void WhereShiftsAreFollowed_TheTruthIsKnownToAFractionOfACell()
    {
        var errors = new PlaceErrors(Run([new(0, 0)], new ShiftTrack([new(0.25, 0)], [])), Grid);
        errors.Add(0, new SubcellShift(0, 0));
        Assert.Equal([0.5], errors.Distances);
    }

    private static ReducedRun Run(Shift[] shifts, ShiftTrack? track) => new(
        new DensityMovie(
            Grid, [.. Enumerable.Range(0, shifts.Length).Select(t => (double)t)],
            new float[shifts.Length * Grid.CellCount]),
        shifts, new double[shifts.Length])
    { Track = track };
}
