using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Analog.Tests;

/// <summary>The content of <c>analog_model.npz</c>, and refusals of damaged files.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly AnalogTrainer trainer = new(new AnalogOptions
    {
        Neighbours = 3,
        Windows = WindowPlacement.Anywhere,
        Beyond = BeyondRule.Restart,
        MaxWindows = 40,
    });

    private string File => folder.Combine("analog_model.npz");

    [Fact]
    public void LoadedModel_ForecastsTheSameBytes()
    {
        var model = trainer.Train(PlantedRuns.Data(6, 30), TrainingContext.Silent(1));
        model.Save(folder.Path);
        var loaded = trainer.Load(folder.Path);
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], first = new double[90], second = new double[90];
        model.Forecast(window, 30, first);
        loaded.Forecast(window, 30, second);
        Assert.True(MemoryMarshal.AsBytes<double>(first).SequenceEqual(MemoryMarshal.AsBytes<double>(second)));
        Assert.Equal(model.Diagnostics, loaded.Diagnostics);
        Assert.Equal(model.ParameterCount, loaded.ParameterCount);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        loaded.Save(folder.Path);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void File_HoldsWhatThePageSays()
    {
        new AnalogTrainer(new AnalogOptions { Lag = 2, Neighbours = 1, Width = 0.25, ChangeWeight = 1 })
            .Train(new LatentDataset(1, 0.5, [[1, 2, 3], [5, 4, 7]]), TrainingContext.Silent(1)).Save(folder.Path);
        using var file = NpzReader.Open(File);
        Assert.Equal([6, 1], file.Header("states").Shape);
        Assert.Equal([1, 2, 3, 5, 4, 7], file.ReadDoubles("states"));
        Assert.Equal([0, 3], file.ReadInt64s("starts"));
        string[] scalars =
            ["lag", "horizon", "neighbours", "width", "state_scale", "change_scale", "beyond", "time_step"];
        Assert.Equal([2, 1, 1, 0.25, 1, 1, 0, 0.5], scalars.Select(file.ReadScalar));
        Assert.Equal([5], file.ReadDoubles("climatology")); // the last quarter of three states is one
        Assert.Equal([1, 7], [.. file.ReadDoubles("lower"), .. file.ReadDoubles("upper")]);
    }

    [Theory]
    [InlineData("neighbours", 7)]
    [InlineData("neighbours", 0.5)]
    [InlineData("width", 0)]
    [InlineData("width", double.NaN)]
    [InlineData("state_scale", -1)]
    [InlineData("climatology", 1)]
    public void AFileThatContradictsItself_IsRefusedByNameAndArray(string array, double value)
    {
        new AnalogTrainer(new AnalogOptions()).Train(PlantedRuns.Data(6, 30), TrainingContext.Silent(1))
            .Save(folder.Path);
        Replace(array, value);
        string message = Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message;
        Assert.StartsWith($"{File}: array '{array}': ", message);
    }

    [Fact]
    public void AMissingFile_AndOneOfSomethingElse_AreRefusedByName()
    {
        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);
        using (var file = NpzWriter.Create(File))
        {
            file.AddScalar("U", 1.0);
            file.Commit();
        }
        Assert.Contains("'states'", Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);
    }

    public void Dispose() => folder.Dispose();

    private void Replace(string array, double value)
    {
        System.IO.File.Copy(File, folder.Combine("whole.npz"));
        using var source = NpzReader.Open(folder.Combine("whole.npz"));
        using var file = NpzWriter.Create(File);
        foreach (string name in source.Names)
        {
            if (name == array) file.AddScalar(name, value);
            else if (name == "starts") file.Add<long>(name, source.ReadInt64s(name), [.. source.Header(name).Shape]);
            else file.Add<double>(name, source.ReadDoubles(name), [.. source.Header(name).Shape]);
        }
        file.Commit();
    }
}
