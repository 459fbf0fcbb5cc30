using Rom.Abstractions;

namespace Stochastic.Tests;

/// <summary>Forecasts, the content of <c>stochastic_model.npz</c>, memory.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ModelTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly StochasticTrainer trainer = new(
        new StochasticOptions { Lag = 2, Levels = 2, Noise = NoiseVariance.State });
    private readonly LatentDataset data = PlantedProcess.Data(6, 40, seed: 1);
    private readonly StochasticModel model;

    public ModelTests() => model = (StochasticModel)trainer.Train(data, TrainingContext.Silent(1));

    private string File => Path.Combine(folder.Path, "stochastic_model.npz");

    [Fact]
    public void Size_IsThatOfConstantCoefficientsNoiseAndVariance()
    {
        Assert.Equal((3, 2, 2 * (1 + 6) + 4 + 2 * (1 + 3)), (model.Lag, model.LatentDimension, model.ParameterCount));
        Assert.Equal(2 * 2 * 6 + 2, model.Complexity.FlopsPerStep);
        var constant = new StochasticTrainer(new StochasticOptions { Levels = 1, Noise = NoiseVariance.Constant });
        Assert.Equal(2 * (1 + 6) + 4, constant.Train(data, TrainingContext.Silent(1)).ParameterCount);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes_AndAllocatesNothing() =>
        ForecastBytes.AreThoseOfManyThreads(model, data);

    [Fact]
    public void LoadedModel_ForecastsTheSameBytes_AndIsSavedToTheSameBytes()
    {
        var loaded = ForecastBytes.AreThoseOfASavedModel(model, trainer, data, File);
        double[] members = new double[360], again = new double[360];
        model.ForecastEnsemble(data.Window(0, 3, 3), 90, 2, seed: 4, members);
        ((StochasticModel)loaded).ForecastEnsemble(data.Window(0, 3, 3), 90, 2, seed: 4, again);
        Assert.Equal(members, again);
    }

    [Theory]
    [InlineData("linear", new[] { 1.0, 2, 3 })]
    [InlineData("linear", new[] { double.NaN })]
    [InlineData("constant", new[] { 1.0 })]
    [InlineData("noise", new[] { 1.0, 2, 3 })]
    [InlineData("variance_coefficients", new[] { 1.0 })]
    [InlineData("variance_low", new[] { 1e9, 0 })]
    [InlineData("mean", new[] { 1.0, double.PositiveInfinity })]
    [InlineData("scale", new[] { 1.0, 0 })]
    [InlineData("low", new[] { 1e9, 0 })]
    [InlineData("beyond", new[] { 3.0 })]
    [InlineData("levels", null)]
    public void FileThatContradictsItself_IsRefusedByName(string entry, double[]? values)
    {
        model.Save(folder.Path);
        ChangedFile.Replace(File, entry, values);
        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);
    }

    [Fact]
    public void MemoryFor_IsNoMoreThanATrainingAllocates_AndNotMuchLess()
    {
        var trainer = new StochasticTrainer(new StochasticOptions { Lag = 100, Levels = 1 });
        var longer = PlantedProcess.Data(4, 160, seed: 3);
        double need = trainer.MemoryFor(4, 160, 2).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(longer, TrainingContext.Silent(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 20 * need);
    }

    public void Dispose() => folder.Dispose();
}
