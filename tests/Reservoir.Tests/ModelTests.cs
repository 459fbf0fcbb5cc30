using Rom.Abstractions;

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
    public void Forecast_FromManyThreads_GivesTheSameBytes_AndAllocatesNothing() =>
        ForecastBytes.AreThoseOfManyThreads(model, data);

    [Fact]
    public void LoadedModel_ForecastsTheSameBytes_AndIsSavedToTheSameBytes() =>
        ForecastBytes.AreThoseOfASavedModel(model, trainer, data, File);

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
        ChangedFile.Replace(File, entry, values);
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
