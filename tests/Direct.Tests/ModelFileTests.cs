using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Direct.Tests;

/// <summary>The content of <c>direct_model.npz</c>, and refusals of damaged files.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly DirectTrainer trainer = new(new DirectOptions
    {
        Windows = WindowPlacement.Anywhere,
        Beyond = BeyondRule.Restart,
        MaxWindows = 40,
    });

    private string File => folder.Combine("direct_model.npz");

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
    public void File_HoldsTheMap_TheOldestStateFirst()
    {
        // y_k = 3 y_(k−2) + y_(k−1), whose next states are 3a + b and 3b + (3a + b).
        double[][] runs = [.. ((double[][])[[1, 0], [0, 1], [2, 3], [-1, 2]]).Select(Fibonacci)];
        new DirectTrainer(new DirectOptions { Lag = 2, StatePenalty = 0, ChangePenalty = 0 })
            .Train(new LatentDataset(1, 0.5, runs), TrainingContext.Silent(1)).Save(folder.Path);
        using var file = NpzReader.Open(File);
        Assert.Equal([2, 1, 2, 1], file.Header("coefficients").Shape);
        double[] expected = [3, 1, 3, 4], found = file.ReadDoubles("coefficients");
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-10);
        Assert.Equal([2, 1], file.Header("intercept").Shape);
        Assert.Equal([0, 0.5], ((string[])["beyond", "time_step"]).Select(file.ReadScalar));

        static double[] Fibonacci(double[] first) =>
            [.. first, 3 * first[0] + first[1], 3 * first[1] + 3 * first[0] + first[1]];
    }

    [Theory]
    [InlineData("coefficients")]
    [InlineData("intercept")]
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
