using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Numerics.Npz;

namespace RomHost.Tests.Artifacts;

public sealed class LatentDatasetFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsWritten_IsReadBack_AndWindowsNeverCrossRuns()
    {
        // Two states of two numbers, then four: with lag 2 the first run has no window, the second two.
        double[][] runs = [[1, 2, 3, 4], [5, 6, 7, 8, 9, 10, 11, 12]];
        string path = folder.Combine("latent_dataset.npz");
        LatentDatasetFile.Write(path, new LatentDataset(2, 0.08, runs), lag: 2, compress: false);

        var data = LatentDatasetFile.Read(path);
        Assert.Equal((2, 0.08, 2), (data.Dimension, data.TimeStep, data.RunCount));
        Assert.Equal(runs[0], data.Run(0).ToArray());
        Assert.Equal(runs[1], data.Run(1).ToArray());

        using var file = NpzReader.Open(path);
        Assert.Equal([2, 2, 2], file.Header("X_all").Shape);
        Assert.Equal([5, 6, 7, 8, 7, 8, 9, 10], file.ReadDoubles("X_all"));
        Assert.Equal([9, 10, 11, 12], file.ReadDoubles("Y_all"));
        Assert.Equal([1, 1], file.ReadInt64s("run_index"));
        Assert.Equal(2, file.ReadScalar("lag"));
    }

    [Theory]
    [InlineData(double.NaN, 0.1)]
    [InlineData(1, 0)]
    [InlineData(1, double.PositiveInfinity)]
    public void ValuesThatNoDatasetHas_AreNamedWithTheFile(double value, double timeStep)
    {
        string path = folder.Combine("damaged.npz");
        using (var file = NpzWriter.Create(path))
        {
            file.Add<double>("latent", [1, value], 2, 1);
            file.Add<long>("run_offsets", [0, 2], 2);
            file.AddScalar("time_step", timeStep);
            file.Commit();
        }
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => LatentDatasetFile.Read(path)).Message);
    }

    [Theory]
    [InlineData(0L, 3L, 2L)]
    [InlineData(0L, 1L, 3L)]
    [InlineData(1L, 1L, 2L)]
    public void OffsetsThatDoNotFit_AreNamed(long first, long second, long third)
    {
        string path = folder.Combine("foreign.npz");
        using (var file = NpzWriter.Create(path))
        {
            file.Add<double>("latent", [1, 2], 2, 1);
            file.Add<long>("run_offsets", [first, second, third], 3);
            file.AddScalar("time_step", 0.1);
            file.Commit();
        }
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => LatentDatasetFile.Read(path)).Message);
    }
}
