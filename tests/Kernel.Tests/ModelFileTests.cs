using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Kernel.Tests;

/// <summary>The content of <c>kernel_model.npz</c>, and refusals of damaged files.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly KernelTrainer trainer = new(new KernelOptions
    {
        Windows = WindowPlacement.Anywhere,
        Beyond = BeyondRule.Restart,
        MaxWindows = 40,
    });

    private string File => folder.Combine("kernel_model.npz");

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
        new KernelTrainer(new KernelOptions { Lag = 1, Width = 2, Penalty = 1 })
            .Train(new LatentDataset(1, 0.5, [[1, 2, 3], [5, 4, 7]]), TrainingContext.Silent(1)).Save(folder.Path);
        using var file = NpzReader.Open(File);
        Assert.Equal([0.5, 2.5], file.ReadDoubles("points")); // states 1 and 5, 2 from their mean
        Assert.Equal([2, 2, 1], file.Header("coefficients").Shape);
        Assert.Equal([3, 5], file.ReadDoubles("mean"));
        // K + λI = (2 g; g 2) with the distance 2 and the width 4, g = exp(−1/8), and targets −1, 1 and −2, 2.
        double c = 1 / (2 - Math.Exp(-0.125));
        double[] expected = [-c, -2 * c, c, 2 * c], found = file.ReadDoubles("coefficients");
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-14);
        string[] scalars = ["lag", "width", "state_scale", "change_scale", "beyond", "time_step"];
        Assert.Equal([1, 4, 2, 0, 0, 0.5], scalars.Select(file.ReadScalar));
    }

    [Theory]
    [InlineData("coefficients")]
    [InlineData("mean")]
    [InlineData("points")]
    [InlineData("width")]
    [InlineData("state_scale")]
    [InlineData("climatology")]
    [InlineData("beyond")]
    public void AFileThatContradictsItself_IsRefusedByNameAndArray(string array)
    {
        trainer.Train(PlantedRuns.Data(6, 30), TrainingContext.Silent(1)).Save(folder.Path);
        ChangedFile.Replace(File, array, [7, 7]);
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
        Assert.Contains("'coefficients'", Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);
    }

    public void Dispose() => folder.Dispose();
}
