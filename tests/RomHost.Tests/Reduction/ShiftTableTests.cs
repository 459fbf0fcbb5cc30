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
}
