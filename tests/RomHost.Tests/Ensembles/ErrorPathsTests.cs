using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Ensembles;

public sealed class ErrorPathsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("romhost-errors-").FullName;

    private static readonly LinearRecursion Hold = new([1], dimension: 1);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Errors_AreTruthLessForecast_AndGoOnAsTheirLastQuarter()
    {
        // Forecast from frame 1 on: eight frames are known, 2 of them the last quarter.
        double[] run = [5, 6, 7, 8, 9, 10, 11, 12, 13];
        var paths = new ErrorPaths(dimension: 1);
        paths.Add(Hold, new LatentDataset(1, 1, [run]), run: 0, start: 1);
        var states = new double[12];
        states.AsSpan().Fill(100);
        paths.AddTo(states, new RandomStream(1));
        Assert.Equal([101, 102, 103, 104, 105, 106, 107, 108, 107, 108, 107, 108], states);
    }

    [Fact]
    public void Members_AreTheForecastAndAPath_EachPathAsOftenAsAnyOther()
    {
        var data = new LatentDataset(1, 1, [[0, 1, 2], [0, -1, 5]]);
        var paths = new ErrorPaths(dimension: 1);
        for (int run = 0; run < 2; run++) paths.Add(Hold, data, run, start: 1);
        const int members = 2000;
        var ensemble = new double[2 * members];
        new DressedEnsemble(Hold, paths).Forecast([10], 2, members, seed: 3, ensemble);
        int first = ensemble.Chunk(2).Count(member => member is [11, 12]);
        Assert.Equal(members, first + ensemble.Chunk(2).Count(member => member is [9, 15]));
        Assert.InRange(first, members / 2 - 5 * Math.Sqrt(members) / 2, members / 2 + 5 * Math.Sqrt(members) / 2);
        var again = new double[4];
        new DressedEnsemble(Hold, paths).Forecast([10], 2, 2, seed: 3, again);
        Assert.Equal(ensemble[..4], again);
    }

    [Fact]
    public void RunsOfAnyLength_AreReadAsTheyWereWritten()
    {
        string path = Path.Combine(folder, "forecast_errors.npz");
        var paths = new ErrorPaths(dimension: 2);
        var hold = new LinearRecursion([1, 0, 0, 1], dimension: 2);
        var data = new LatentDataset(2, 1, [[0, 0, 1, 2, 3, 4], [0, 0, 5, 6]]);
        for (int run = 0; run < 2; run++) paths.Add(hold, data, run, start: 1);
        paths.Write(path, compress: false);
        var read = ErrorPaths.Read(path, 2);
        Assert.Equal(2, read.Count);
        for (ulong seed = 0; seed < 10; seed++)
        {
            var (written, again) = (new double[6], new double[6]);
            paths.AddTo(written, new RandomStream(seed));
            read.AddTo(again, new RandomStream(seed));
            Assert.Equal(written, again);
            Assert.True(written is [1, 2, 3, 4, 3, 4] or [5, 6, 5, 6, 5, 6]);
        }
        Assert.Contains(
            "rows of 4 numbers", Assert.Throws<InvalidDataException>(() => ErrorPaths.Read(path, 4)).Message);
    }

    [Theory]
    [InlineData(new long[] { 0, 1, 1, 3 })]
    [InlineData(new long[] { 1, 2, 3 })]
    [InlineData(new long[] { 0, 4 })]
    [InlineData(new long[] { 0, long.MaxValue / 2, 3 })]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { })]
    public void DamagedOffsets_AreRefused(long[] offsets)
    {
        string path = Path.Combine(folder, "forecast_errors.npz");
        using (var file = NpzWriter.Create(path, compress: false))
        {
            file.Add<float>("errors", new float[3], 3, 1);
            file.Add<long>("path_offsets", offsets, offsets.Length);
            file.Commit();
        }
        string message = Assert.Throws<InvalidDataException>(() => ErrorPaths.Read(path, 1)).Message;
        Assert.Contains("delete the file and run again", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        var data = new LatentDataset(1, 1, [[0, 1, 2]]);
        var paths = new ErrorPaths(dimension: 1);
        paths.Add(Hold, data, 0, 1);
        var ensemble = new DressedEnsemble(Hold, paths);
        Assert.Throws<ArgumentException>(() => ensemble.Forecast([0], 2, 1, 1, new double[2]));
        var growing = new LinearRecursion([1e200], dimension: 1);
        Assert.Contains(
            "expected a finite forecast of training run 0",
            Assert.Throws<InvalidDataException>(
                () => paths.Add(growing, new LatentDataset(1, 1, [[1e200, 1, 2]]), 0, 1)).Message);
    }
}
