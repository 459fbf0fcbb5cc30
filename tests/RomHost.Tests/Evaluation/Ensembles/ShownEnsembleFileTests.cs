using Rom.Numerics.Npz;
using RomHost.Evaluation.Ensembles;

namespace RomHost.Tests.Evaluation.Ensembles;

public sealed class ShownEnsembleFileTests : IDisposable
{
    private readonly string path = Path.Combine(
        Directory.CreateTempSubdirectory("romhost-shown-").FullName, "ensemble_m.npz");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void WhatIsWritten_IsReadAgain()
    {
        var shown = Shown();
        ShownEnsembleFile.Write(path, shown, compress: true);
        var read = ShownEnsembleFile.Read(path);
        Assert.Equal(shown.Times, read.Times);
        Assert.Equal(shown.Cells, read.Cells);
        Assert.Equal(
            shown.Fans.Select(fan => (fan.Name, fan.IsCalibrated)),
            read.Fans.Select(fan => (fan.Name, fan.IsCalibrated)));
        Assert.Equal(shown.Fans[1].Values, read.Fans[1].Values);
        Assert.Equal((2, 3, 0.5), (read.Maps.Rows, read.Maps.Columns, read.Maps.Threshold));
        Assert.Equal(shown.Maps.Probability, read.Maps.Probability);
        Assert.Equal((2, 1, 2), (read.Members!.Members, read.Members.Ny, read.Members.Nx));
        Assert.Equal(shown.Members!.Shifts, read.Members.Shifts);
        Assert.Equal(shown.Members.Densities, read.Members.Densities);
    }

    [Theory]
    [InlineData("fan_cell_0", "expected 2 × 6 numbers, found (3, 6)")]
    [InlineData("map_median", "expected 1 × 2 × 3 numbers, found (3, 6)")]
    [InlineData("member_shifts", "expected 2 × 2 × 2 numbers, found (3, 6)")]
    [InlineData("times", "expected 3 numbers, found (3, 6)")]
    [InlineData("cells", "expected 3 × 2 numbers, found (3, 6)")]
    [InlineData("members", "expected more than 2 axes, found 2")]
    public void AnArrayOfAnotherShape_IsRefusedWithItsName(string name, string message)
    {
        ShownEnsembleFile.Write(path, Shown(), compress: false);
        string damaged = path + ".damaged";
        using (var from = NpzReader.Open(path))
        using (var to = NpzWriter.Create(damaged))
        {
            foreach (string each in from.Names)
            {
                var header = from.Header(each);
                if (each == name) to.Add<double>(each, new double[18], 3, 6);
                else if (header.Type.Kind == 'U') to.AddText(each, from.ReadText(each));
                else to.Add<double>(each, from.ReadDoubles(each), [.. header.Shape]);
            }
            to.Commit();
        }
        string found = Assert.Throws<InvalidDataException>(() => ShownEnsembleFile.Read(damaged)).Message;
        Assert.Contains(name, found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    private static ShownEnsemble Shown() => new(
        [1, 2],
        [
            new(EnsembleFan.LargestDensity, false, [.. Enumerable.Range(0, 12).Select(i => (double)i)]),
            new("cell_0", true, [1, 2, 3, 4, double.NegativeInfinity, double.PositiveInfinity, .. new double[6]]),
        ],
        [(0.5, 1.5)],
        new(2, 3, [2], 0.5, new float[6], new float[6], new float[6], [0, 0.25f, 0.5f, 0.75f, 1, 1]),
        new(1, 2, [1, 2], [1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2, 3, 4, 5, 6, -7]));
}
