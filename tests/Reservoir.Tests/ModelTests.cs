using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Reservoir.Tests;

/// <summary>Forecasts, the content of <c>reservoir_model.npz</c>, memory.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ModelTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ReservoirTrainer trainer = new(new ReservoirOptions { Lag = 3, Units = 20, Members = 2 });
    private readonly LatentDataset data = Oscillations.Data(6, 40, seed: 1);
    private readonly ReservoirModel model;

    public ModelTests() => model = (ReservoirModel)trainer.Train(data, TrainingContext.Silent(1));

    private string File => Path.Combine(folder.Path, "reservoir_model.npz");

    [Fact]
    public void Size_IsThatOfWeightsAndReadouts()
    {
        Assert.Equal((3, 2), (model.Lag, model.LatentDimension));
        Assert.Equal(2 * (20 * (2 + 20 + 1) + 2 * (2 + 20 + 1)), model.ParameterCount);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes_AndAllocatesNothing()
    {
        double[] expected = new double[400], again = new double[400];
        model.Forecast(data.Window(0, 3, 3), 200, expected);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(data.Window(0, 3, 3), 200, again);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Parallel.For(0, 64, _ =>
        {
            var forecast = new double[400];
            model.Forecast(data.Window(0, 3, 3), 200, forecast);
            Assert.True(MemoryMarshal.AsBytes<double>(expected).SequenceEqual(MemoryMarshal.AsBytes<double>(forecast)));
        });
    }

    [Fact]
    public void LoadedModel_ForecastsTheSameBytes_AndIsSavedToTheSameBytes()
    {
        model.Save(folder.Path);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        var loaded = trainer.Load(folder.Path);
        double[] first = new double[180], second = new double[180];
        model.Forecast(data.Window(0, 3, 3), 90, first);
        loaded.Forecast(data.Window(0, 3, 3), 90, second);
        Assert.True(MemoryMarshal.AsBytes<double>(first).SequenceEqual(MemoryMarshal.AsBytes<double>(second)));
        Assert.Equal(model.Diagnostics, loaded.Diagnostics);
        loaded.Save(folder.Path);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [InlineData("input_weights", new[] { 1.0, 2, 3 })]
    [InlineData("recurrent_weights", new[] { double.NaN })]
    [InlineData("bias", new[] { 1.0 })]
    [InlineData("readout", new[] { 1.0 })]
    [InlineData("constant", new[] { 1.0 })]
    [InlineData("mean", new[] { 1.0, double.PositiveInfinity })]
    [InlineData("scale", new[] { 1.0, 0 })]
    [InlineData("low", new[] { 1e9, 0 })]
    [InlineData("leak", new[] { 1.5 })]
    [InlineData("lag", new[] { 0.5 })]
    [InlineData("lag", new[] { 1001.0 })]
    [InlineData("lag", new[] { 1e300 })]
    [InlineData("windows", null)]
    public void FileThatContradictsItself_IsRefusedByName(string entry, double[]? values)
    {
        model.Save(folder.Path);
        var arrays = new Dictionary<string, (double[] Values, int[] Shape)>();
        using (var file = NpzReader.Open(File))
        {
            foreach (string name in file.Names)
                arrays[name] = (file.ReadDoubles(name), [.. file.Header(name).Shape]);
        }
        using (var file = NpzWriter.Create(File))
        {
            foreach (var (name, array) in arrays)
            {
                if (name != entry) file.Add<double>(name, array.Values, array.Shape);
                else if (values is not null) file.Add<double>(name, values, values.Length);
            }
            file.Commit();
        }
        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);
    }

    [Fact]
    public void MemoryFor_IsNoMoreThanATrainingAllocates_AndNotMuchLess()
    {
        var large = new ReservoirTrainer(new ReservoirOptions { Units = 200, Members = 2, RidgeAlpha = 0.1 });
        double need = large.MemoryFor(6, 40, 2).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        large.Train(data, TrainingContext.Silent(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 20 * need);
        var many = new ReservoirTrainer(new ReservoirOptions { Units = 5000 }).MemoryFor(340, 167, 19);
        Assert.StartsWith("training 8 networks of 5000 units and 19 modes needs ", many.RefusalWithin(1e9));
    }

    public void Dispose() => folder.Dispose();
}
