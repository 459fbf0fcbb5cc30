using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Linear.Tests;

/// <summary>Forecasts, the content of <c>linear_model.npz</c>, memory.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ModelTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly LinearTrainer trainer = new(new LinearOptions());

    private string File => Path.Combine(folder.Path, "linear_model.npz");

    [Fact]
    public void Forecast_IsTheRecursionAboutTheMean()
    {
        // A_2 = (1 2; 3 4)/10, A_1 = (5 6; 7 8)/20, m = (10, 20)
        var model = new LinearModel(
            [0.1, 0.2, 0.25, 0.3, 0.3, 0.4, 0.35, 0.4], [10, 20], ClosedLoopEnd.Never(2), Report);
        var forecast = new double[4];
        model.Forecast([11, 20, 10, 22], 2, forecast);
        Assert.Equal(10 + 0.1 * 1 + 0.3 * 2, forecast[0], 1e-12);
        Assert.Equal(20 + 0.3 * 1 + 0.4 * 2, forecast[1], 1e-12);
        Assert.Equal(10 + 0.2 * 2 + 0.25 * 0.7 + 0.3 * 1.1, forecast[2], 1e-12);
        Assert.Equal([0.25, 0.3, 0.35, 0.4, 0.1, 0.2, 0.3, 0.4], model.CoefficientMatrices());
        Assert.Equal((2, 2, 10), (model.Lag, model.LatentDimension, model.ParameterCount));
        Assert.Equal(2 * 8 + 2, model.Complexity.FlopsPerStep);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes_AndAllocatesNothing()
    {
        var model = Random(19, 5);
        double[] window = Gaussian(95, 2), expected = new double[200 * 19], again = new double[200 * 19];
        model.Forecast(window, 200, expected);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(window, 200, again);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Parallel.For(0, 64, _ =>
        {
            var forecast = new double[expected.Length];
            model.Forecast(window, 200, forecast);
            Assert.True(MemoryMarshal.AsBytes<double>(expected).SequenceEqual(MemoryMarshal.AsBytes<double>(forecast)));
        });
    }

    [Fact]
    public void LoadedModel_ForecastsTheSameBytes_AndIsSavedToTheSameBytes()
    {
        var model = Random(4, 3);
        model.Save(folder.Path);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        var loaded = trainer.Load(folder.Path);
        double[] window = Gaussian(12, 2), first = new double[90 * 4], second = new double[90 * 4];
        model.Forecast(window, 90, first);
        loaded.Forecast(window, 90, second);
        Assert.True(MemoryMarshal.AsBytes<double>(first).SequenceEqual(MemoryMarshal.AsBytes<double>(second)));
        Assert.Equal(model.Diagnostics, loaded.Diagnostics);
        loaded.Save(folder.Path);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [InlineData("A_matrices", new[] { 2, 1 }, new[] { 1.0, 2 }, new[] { 1.0 })]
    [InlineData("A_matrices", new[] { 0, 1, 1 }, new double[0], new[] { 1.0 })]
    [InlineData("A_matrices", new[] { 1, 1, 1 }, new[] { double.NaN }, new[] { 1.0 })]
    [InlineData("mean", new[] { 1, 1, 1 }, new[] { 1.0 }, new[] { 1.0, 2 })]
    [InlineData("mean", new[] { 1, 1, 1 }, new[] { 1.0 }, new[] { double.PositiveInfinity })]
    [InlineData("start_error", new[] { 1, 1, 1 }, new[] { 1.0 }, new[] { 1.0 })]
    public void FileThatContradictsItself_IsRefusedByNameAndEntry(
        string entry, int[] shape, double[] matrices, double[] mean)
    {
        using (var file = NpzWriter.Create(File))
        {
            file.Add<double>("A_matrices", matrices, shape);
            file.Add<double>("mean", mean, mean.Length);
            file.Commit();
        }
        var refusal = Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path));
        Assert.Contains(File, refusal.Message);
        Assert.Contains(entry, refusal.Message);
    }

    [Fact]
    public void MemoryFor_IsNoMoreThanATrainingAllocates_AndNotMuchLess()
    {
        var trainer = new LinearTrainer(new LinearOptions { Lag = 20, MaxEpochs = 1 });
        var data = PlantedProcess.Data(40, 120, noise: 1, seed: 3);
        double need = trainer.MemoryFor(40, 120, 2).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(data, TrainingContext.Silent(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 20 * need);
        var huge = new LinearTrainer(new LinearOptions { Lag = 1000 }).MemoryFor(340, 168, 1_000_000);
        Assert.StartsWith("a training with 1000 lags of 1000000 modes", huge.RefusalWithin(1e15));
    }

    public void Dispose() => folder.Dispose();

    private static LinearReport Report => new(0.5, 0.4, 0.9, 1.1, 7, 3);

    private static LinearModel Random(int r, int lag) =>
        new([.. Gaussian(r * r * lag, 3).Select(value => value / (2 * r * lag))], Gaussian(r, 4),
            ClosedLoopEnd.Never(r), Report);

    private static double[] Gaussian(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
    }
}
