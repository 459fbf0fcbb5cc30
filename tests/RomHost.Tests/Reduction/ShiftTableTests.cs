using Rom.Forecasting.Reduction;
using Rom.Numerics.Fft;

namespace RomHost.Tests.Reduction;

public sealed class ShiftTableTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsWritten_IsReadBack()
    {
        string path = folder.Combine("shift_align.npz");
        Shift[][] shifts = [[new(0, 0), new(-1, 2)], [], [new(1, -3)]];
        double[] reference = [1, 2, 3, 4, 5, 6];
        new ShiftTable(reference, "median", shifts).Write(path, ny: 2, nx: 3, compress: true);
        var table = ShiftTable.Read(path, cells: 6);
        Assert.Equal("median", table.Method);
        Assert.Equal(reference, table.Reference);
        Assert.Equal(shifts, table.Shifts);
    }

    [Fact]
    public void OneOfAnotherGrid_IsNamed()
    {
        string path = folder.Combine("shift_align.npz");
        new ShiftTable([1, 2], "mean", [[new(0, 0)]]).Write(path, ny: 1, nx: 2, compress: false);
        string message = Assert.Throws<InvalidDataException>(() => ShiftTable.Read(path, cells: 6)).Message;
        Assert.Contains($"{path}: expected a reference of 6 cells, found 2", message);
    }

    [Fact]
    public void ShiftsThatWereFollowed_AreReadBack_RunByRun()
    {
        string path = folder.Combine("shift_align.npz");
        WriteTracks(path, new ShiftRate(0.5, -1.5, 2));
        var tracks = ShiftTable.Read(path, cells: 6).Tracks!;
        Assert.Equal(new ShiftRate(0.5, -1.5, 2), tracks.Rate);
        Assert.Equal([new SubcellShift(0.25, -7.5), new(1, 2)], tracks.Runs[0].Shifts);
        Assert.Equal([1], tracks.Runs[0].Jumps);
        Assert.Empty(tracks.Runs[1].Shifts);
        Assert.Equal([new SubcellShift(1, -3), new(1, 1), new(1, 2)], tracks.Runs[2].Shifts);
        Assert.Equal([1, 2], tracks.Runs[2].Jumps);
        new ShiftTable([1, 2, 3, 4, 5, 6], "mean", []).Write(path, ny: 2, nx: 3, compress: false);
        Assert.Null(ShiftTable.Read(path, cells: 6).Tracks);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, -1)]
    [InlineData(0, double.PositiveInfinity)]
    public void RatesThatMakeNoSense_AreRefused(double mean, double scale)
    {
        string path = folder.Combine("shift_align.npz");
        WriteTracks(path, new ShiftRate(mean, 0, scale));
        string message = Assert.Throws<InvalidDataException>(() => ShiftTable.Read(path, cells: 6)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
    }

    private static void WriteTracks(string path, ShiftRate rate)
    {
        ShiftTrack[] runs =
        [
            new([new(0.25, -7.5), new(1, 2)], [1]), new([], []), new([new(1, -3), new(1, 1), new(1, 2)], [1, 2]),
        ];
        new ShiftTable(
            [1, 2, 3, 4, 5, 6], "mean", [.. runs.Select(run => run.Shifts.Select(shift => shift.Rounded).ToArray())])
        {
            Tracks = new ShiftTracks(runs, rate),
        }.Write(path, ny: 2, nx: 3, compress: true);
    }
}
