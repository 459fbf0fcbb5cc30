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

    [Fact]
    public void Channels_AreReadBack_AndWithoutFurtherOnesTheFileSaysNothingOfThem()
    {
        string path = folder.Combine("latent_dataset.npz");
        LatentChannel[] channels = [new("pod", 0, 2), new("still", 2, 0), new("momentum", 2, 1)];
        LatentDatasetFile.Write(
            path, new LatentDataset(3, 0.1, [[1, 2, 3, 4, 5, 6]], channels), lag: 1, compress: false);
        Assert.Equal(channels, LatentDatasetFile.Read(path).Channels);
        Assert.Equal([1, 2, 4, 5], LatentDatasetFile.Read(path).Select(["pod"]).Run(0).ToArray());
        LatentDatasetFile.Write(path, new LatentDataset(3, 0.1, [[1, 2, 3]]), lag: 1, compress: false);
        using var file = NpzReader.Open(path);
        Assert.False(file.Contains("channels"));
    }

    [Theory]
    [InlineData("pod,momentum", new long[] { 1 })]
    [InlineData("pod,momentum", new long[] { 1, 2 })]
    [InlineData("pod,momentum", new long[] { 3, -1 })]
    [InlineData("pod,pod", new long[] { 1, 1 })]
    [InlineData("pod,momentum", new long[] { long.MaxValue, long.MaxValue })]
    public void ChannelsThatDoNotFit_AreNamedWithTheFile(string names, long[] lengths)
    {
        string path = folder.Combine("channels.npz");
        using (var file = NpzWriter.Create(path))
        {
            file.Add<double>("latent", [1, 2], 1, 2);
            file.Add<long>("run_offsets", [0, 1], 2);
            file.AddScalar("time_step", 0.1);
            file.AddText("channels", names);
            file.Add<long>("channel_lengths", lengths, lengths.Length);
            file.Commit();
        }
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => LatentDatasetFile.Read(path)).Message);
    }

    [Fact]
    public void SomeOfTheChannels_AreSelectedInTheirOrder_AndOfAllNothingIsCopied()
    {
        LatentChannel[] channels = [new("pod", 0, 1), new("heat", 1, 1), new("momentum", 2, 2)];
        var data = new LatentDataset(4, 0.5, [[1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12]], channels);
        Assert.Same(data, data.Select(null));
        Assert.Same(data, data.Select(["momentum", "pod", "heat"]));
        var some = data.Select(["momentum", "pod"]);
        Assert.Equal([new("pod", 0, 1), new("momentum", 1, 2)], some.Channels);
        Assert.Equal([1, 3, 4, 5, 7, 8], some.Run(0).ToArray());
        Assert.Equal([9, 11, 12], some.Window(1, 1, 1).ToArray());
        Assert.Equal(0.5, some.TimeStep);
        Assert.Contains(
            "pod, heat, momentum, found spin",
            Assert.Throws<ArgumentException>(() => data.Select(["pod", "spin"])).Message);
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
