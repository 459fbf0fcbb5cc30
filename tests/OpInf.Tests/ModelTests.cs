using Rom.Abstractions;

namespace OpInf.Tests;

/// <summary>Forecasts, the content of <c>opinf_model.npz</c>, memory.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ModelTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly OpInfTrainer trainer = new(new OpInfOptions { Lag = 3 });
    private readonly LatentDataset data = PlantedMap.Data(6, 40, noise: 0.05, seed: 1);
    private readonly OpInfModel model;

    public ModelTests() => model = (OpInfModel)trainer.Train(data, TrainingContext.Silent(1));

    private string File => Path.Combine(folder.Path, "opinf_model.npz");

    [Fact]
    public void Size_IsThatOfConstantAndCoefficients()
    {
        Assert.Equal((3, 2, 2 * (1 + 6 + 3)), (model.Lag, model.LatentDimension, model.ParameterCount));
        Assert.Equal(2 * 2 * 9 + 2 + 3, model.Complexity.FlopsPerStep);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes_AndAllocatesNothing() =>
        ForecastBytes.AreThoseOfManyThreads(model, data);

    [Fact]
    public void LoadedModel_ForecastsTheSameBytes_AndIsSavedToTheSameBytes() =>
        ForecastBytes.AreThoseOfASavedModel(model, trainer, data, File);

    [Theory]
    [InlineData("linear", new[] { 1.0, 2, 3 })]
    [InlineData("linear", new[] { double.NaN })]
    [InlineData("quadratic", new[] { 1.0 })]
    [InlineData("constant", new[] { 1.0 })]
    [InlineData("mean", new[] { 1.0, double.PositiveInfinity })]
    [InlineData("scale", new[] { 1.0, 0 })]
    [InlineData("low", new[] { 1e9, 0 })]
    [InlineData("quadratic_modes", new[] { 3.0 })]
    [InlineData("quadratic_modes", new[] { 1.0 })]
    [InlineData("quadratic_modes", new[] { 0.5 })]
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
        var trainer = new OpInfTrainer(new OpInfOptions { Lag = 100, QuadraticPenalty = 0.01 });
        var longer = PlantedMap.Data(4, 160, noise: 0.1, seed: 3);
        double need = trainer.MemoryFor(4, 160, 2).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(longer, TrainingContext.Silent(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 20 * need);
    }

    public void Dispose() => folder.Dispose();
}
