using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;
using Rom.Numerics.TimeSeries;

namespace Lstm.Tests;

public sealed class LstmFilesTests
{
    private static readonly Architecture Shape = new(3, 4, 7, 2, LayerNorm: true, Residual: false);

    private static readonly EpochRecord[] Log = [new(1, 0.5, 0.25, 1e-3, 0.125), new(2, 1.0 / 3, 2e-7, 5e-4, 0.25)];

    [Fact]
    public void ALoadedModel_ForecastsTheSameBytes_AndKnowsTheSameOfItself()
    {
        using var folder = new TestFolder();
        var (model, loaded) = SavedIn(folder);
        double[] window = RandomNetwork.Window(model, 3);
        ForecastTests.AssertSameBytes(
            ForecastTests.Forecast(model, window, 40), ForecastTests.Forecast(loaded, window, 40));
        Assert.Equal(
            (model.Lag, model.LatentDimension, model.ParameterCount),
            (loaded.Lag, loaded.LatentDimension, loaded.ParameterCount));
        Assert.Equal(model.Diagnostics, loaded.Diagnostics);
        Assert.Equal(2, loaded.Diagnostics["best_epoch"]);
        Assert.Equal(
            ["lstm_normalization.npz", "lstm_state_dict.pt", "training_log.csv"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void TheStateDict_HasAsManyElementsAsTheModelHasParameters()
    {
        using var folder = new TestFolder();
        var (model, _) = SavedIn(folder);
        var state = StateDictFile.Read(folder.Combine("lstm_state_dict.pt"));
        Assert.Equal(model.ParameterCount, state.Sum(tensor => (long)tensor.Values.Length));
    }

    [Theory]
    [InlineData("lstm_state_dict.pt")]
    [InlineData("lstm_normalization.npz")]
    public void AMissingFile_IsNamed(string name)
    {
        using var folder = new TestFolder();
        SavedIn(folder);
        File.Delete(folder.Combine(name));
        AssertRefused(folder, name);
    }

    [Theory]
    [InlineData("lstm_state_dict.pt")]
    [InlineData("lstm_normalization.npz")]
    public void ACutFile_IsNamed(string name)
    {
        using var folder = new TestFolder();
        SavedIn(folder);
        byte[] whole = File.ReadAllBytes(folder.Combine(name));
        foreach (int length in new[] { 0, 1, whole.Length / 3, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(folder.Combine(name), whole[..length]);
            AssertRefused(folder, name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,2,3,4,")]
    public void ADamagedLogOfOneLongLine_IsCitedShortly(string before)
    {
        using var folder = new TestFolder();
        SavedIn(folder);
        File.AppendAllText(folder.Combine("training_log.csv"), before + new string('x', 400_000) + "\n");
        Assert.InRange(Assert.Throws<InvalidDataException>(() => LstmFiles.Read(folder.Path)).Message.Length, 1, 1000);
    }

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,five")]
    public void ADamagedLog_IsNamed(string line)
    {
        using var folder = new TestFolder();
        SavedIn(folder);
        File.AppendAllText(folder.Combine("training_log.csv"), line + "\n");
        AssertRefused(folder, "training_log.csv");
    }

    [Fact]
    public void AModelWithoutItsLog_IsTheSame()
    {
        using var folder = new TestFolder();
        SavedIn(folder);
        File.Delete(folder.Combine("training_log.csv"));
        Assert.Equal(0, LstmFiles.Read(folder.Path).Diagnostics["epochs"]);
    }

    [Fact]
    public void TheEndOfClosedLoops_IsKept()
    {
        using var folder = new TestFolder();
        var end = new ClosedLoopEnd(ClosedLoopRule.Climatology, 6, [1, 2, 3]);
        var model = new LstmModel(Shape, Normalization.None(3), RandomNetwork.StateOf(Shape, 1), Log, end);
        model.Save(folder.Path);
        var loaded = LstmFiles.Read(folder.Path);
        double[] window = RandomNetwork.Window(model, 2), expected = new double[30], found = new double[30];
        model.Forecast(window, 10, expected);
        loaded.Forecast(window, 10, found);
        Assert.Equal(expected, found);
        Assert.Equal([1, 2, 3], found[^3..]);
        Assert.Equal(6, loaded.Diagnostics["horizon_steps"]);
        File.WriteAllText(folder.Combine("lstm_horizon.npz"), "no archive");
        AssertRefused(folder, "lstm_horizon.npz");
    }

    [Fact]
    public void AStateDictOfAnotherModel_IsNamed()
    {
        using var folder = new TestFolder();
        SavedIn(folder);
        StateDictFile.Write(
            folder.Combine("lstm_state_dict.pt"), RandomNetwork.StateOf(Shape with { HiddenUnits = 8 }, 1));
        AssertRefused(folder, "lstm_state_dict.pt");
        StateDictFile.Write(folder.Combine("lstm_state_dict.pt"), RandomNetwork.StateOf(Shape with { Layers = 3 }, 1));
        AssertRefused(folder, "lstm_state_dict.pt");
    }

    [Theory]
    [InlineData(0.0, 4)]
    [InlineData(double.NaN, 4)]
    [InlineData(1.0, 0)]
    [InlineData(1.0, 1_000_000_000)]
    public void AnImpossibleNormalisationOrLag_IsNamed(double std, long lag)
    {
        using var folder = new TestFolder();
        SavedIn(folder);
        using (var file = NpzWriter.Create(folder.Combine("lstm_normalization.npz")))
        {
            file.Add<double>("input_mean", [0, 0, 0], 3);
            file.Add<double>("input_std", [1, std, 1], 3);
            file.AddScalar("lag", lag);
            file.AddScalar("hidden_units", 7L);
            file.AddScalar("num_layers", 2L);
            file.AddScalar("use_layer_norm", true);
            file.AddScalar("residual", false);
            file.Commit();
        }
        AssertRefused(folder, "lstm_normalization.npz");
    }

    private static (LstmModel Model, LstmModel Loaded) SavedIn(TestFolder folder)
    {
        var normalization = new Normalization([1.0 / 3, 0, -5], [0.1, 1, 7]);
        var model = new LstmModel(Shape, normalization, RandomNetwork.StateOf(Shape, 1), Log);
        model.Save(folder.Path);
        return (model, LstmFiles.Read(folder.Path));
    }

    private static void AssertRefused(TestFolder folder, string name)
    {
        var error = Assert.Throws<InvalidDataException>(() => new LstmTrainer(Fixtures.Small).Load(folder.Path));
        Assert.Contains(folder.Combine(name), error.Message);
    }
}
