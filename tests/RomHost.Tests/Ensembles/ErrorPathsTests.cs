using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Numerics.Npz;

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
        paths.Add(ErrorPath.Of(Hold, new LatentDataset(1, 1, [run]), run: 0, start: 1)!);
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7, 8, 7, 8, 7, 8], Enumerable.Range(0, 12).Select(step => paths.At(0, step)[0]));
    }

    [Fact]
    public void RunsOfAnyLength_AreReadAsTheyWereWritten()
    {
        string path = Path.Combine(folder, "forecast_errors.npz");
        var paths = new ErrorPaths(dimension: 2);
        var hold = new LinearRecursion([1, 0, 0, 1], dimension: 2);
        var data = new LatentDataset(2, 1, [[0, 0, 1, 2, 3, 4], [7, 0, 12, 6]]);
        for (int run = 0; run < 2; run++) paths.Add(ErrorPath.Of(hold, data, run, start: 1)! with { Run = 3 - run });
        paths.Write(path, compress: false);
        var read = ErrorPaths.Read(path, 2);
        Assert.Equal([3, 2], read.Runs);
        float[][] expected = [[1, 2, 3, 4, 3, 4], [5, 6, 5, 6, 5, 6]];
        for (int i = 0; i < 2; i++)
        {
            foreach (var of in new[] { paths, read })
                Assert.Equal(expected[i], Enumerable.Range(0, 3).SelectMany(step => of.At(i, step).ToArray()));
            Assert.Equal([i], read.NearestTo([7 * i, 0], 1));
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
            file.Add<long>("path_runs", [.. Enumerable.Range(0, 2).Select(run => (long)run)], 2);
            file.Commit();
        }
        string message = Assert.Throws<InvalidDataException>(() => ErrorPaths.Read(path, 1)).Message;
        Assert.Contains("delete the file and run again", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { 0, 1, 2 })]
    [InlineData(new long[] { 1, 1 })]
    [InlineData(new long[] { 0, -1 })]
    [InlineData(new long[] { 0, long.MaxValue })]
    public void DamagedRuns_AreRefused(long[] runs)
    {
        string path = Path.Combine(folder, "forecast_errors.npz");
        using (var file = NpzWriter.Create(path, compress: false))
        {
            file.Add<float>("errors", new float[3], 3, 1);
            file.Add<long>("path_offsets", [0, 1, 3], 3);
            file.Add<long>("path_runs", runs, runs.Length);
            file.Commit();
        }
        string message = Assert.Throws<InvalidDataException>(() => ErrorPaths.Read(path, 1)).Message;
        Assert.Contains("expected the index of another run for each of 2 paths", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(2, float.NaN)]
    public void DamagedWindows_AreRefused_AndFilesWithoutThemAreRead(int length, float value)
    {
        string path = Path.Combine(folder, "forecast_errors.npz");
        void Write(float[]? windows)
        {
            using var file = NpzWriter.Create(path, compress: false);
            file.Add<float>("errors", new float[3], 3, 1);
            file.Add<long>("path_offsets", [0, 1, 3], 3);
            file.Add<long>("path_runs", [0, 1], 2);
            if (windows is not null) file.Add<float>("windows", windows, windows.Length);
            file.Commit();
        }
        var windows = new float[length];
        windows[^1] = value;
        Write(windows);
        string message = Assert.Throws<InvalidDataException>(() => ErrorPaths.Read(path, 1)).Message;
        Assert.Contains("expected a window of finite states", message, StringComparison.Ordinal);
        Write(null);
        Assert.Equal([0, 1], ErrorPaths.Read(path, 1).NearestTo([5], 1));
    }

    [Fact]
    public void SumsOfACoordinate_AreThoseFromTheFirstStepOn_OfPathsAsLongAsTheLongest()
    {
        var paths = new ErrorPaths(dimension: 2);
        paths.Add(new(3, [0, 0], [1, 10, 2, 20]));
        paths.Add(new(1, [5, 0], [1, 1, 1, 1, 1, 1, 1, 1]));
        var summed = paths.Summed([true, false]);
        Assert.Equal([3, 1], summed.Runs);
        Assert.Equal([1], summed.NearestTo([4, 0], 1));
        Assert.Equal([1f, 3, 5, 7], Enumerable.Range(0, 4).Select(k => summed.At(0, k)[0]));
        Assert.Equal([10f, 20, 20, 20], Enumerable.Range(0, 4).Select(k => summed.At(0, k)[1]));
        Assert.Equal([1f, 2, 3, 4], Enumerable.Range(0, 4).Select(k => summed.At(1, k)[0]));
    }

    [Fact]
    public void ThePathOfARun_IsFoundByItsNumber()
    {
        var paths = new ErrorPaths(dimension: 1);
        foreach (int run in new[] { 4, 7, 9 }) paths.Add(new(run, [0], [run]));
        Assert.Equal([0, 1, 2, null], new[] { 4, 7, 9, 5 }.Select(paths.PathOf));
    }

    [Fact]
    public void TheNearestPaths_AreThoseOfTheNearestWindows()
    {
        var paths = new ErrorPaths(dimension: 1);
        foreach (float window in new[] { 4, 0, 3, -1, 2, 9 }) paths.Add(new(paths.Count, [window, 1], [0]));
        Assert.Equal([2, 4], paths.NearestTo([2.6, 1], 2));
        Assert.Equal([0, 2, 4], paths.NearestTo([2.6, 1], 3));
        Assert.Equal([0, 1, 2, 3, 4, 5], paths.NearestTo([2.6, 1], 6));
        Assert.Equal([0, 2], paths.NearestTo([3.6, 1], 2));
        Assert.Equal([2, 4], paths.NearestTo([3.6, 1], 2, without: 0));
        Assert.Equal([0, 1, 3, 4, 5], paths.NearestTo([3, 1], 5, without: 2));
        Assert.Equal([4, 0, 3, -1, 2, 9], paths.Windows().Where((_, at) => at % 2 == 0));
    }

    [Fact]
    public void AForecastThatOverflows_HasNoErrors()
    {
        var growing = new LinearRecursion([1e200], dimension: 1);
        Assert.Null(ErrorPath.Of(growing, new LatentDataset(1, 1, [[1e200, 1, 2]]), 0, 1));
        // Finite, but not in the precision of the file.
        Assert.Null(ErrorPath.Of(growing, new LatentDataset(1, 1, [[1, 1]]), 0, 1));
    }
}
