using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Mvar.Tests;

/// <summary>The content of <c>mvar_model.npz</c>, and refusals of damaged files.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly MvarTrainer trainer = new(new MvarOptions());

    private string File => Path.Combine(folder.Path, "mvar_model.npz");

    [Fact]
    public void LoadedModel_ForecastsTheSameBytes()
    {
        var model = RandomCoefficients.Model(7, 3, 0.9, 1);
        model.Save(folder.Path);
        var loaded = trainer.Load(folder.Path);
        double[] window = RandomCoefficients.Gaussian(21, 1, 2);
        double[] first = new double[90 * 7], second = new double[90 * 7];
        model.Forecast(window, 90, first);
        loaded.Forecast(window, 90, second);
        Assert.True(MemoryMarshal.AsBytes<double>(first).SequenceEqual(MemoryMarshal.AsBytes<double>(second)));
        Assert.Equal(model.Diagnostics, loaded.Diagnostics);
    }

    [Fact]
    public void SavedTwice_TheFileHasTheSameBytes()
    {
        RandomCoefficients.Model(3, 2, 0.9, 1).Save(folder.Path);
        byte[] first = System.IO.File.ReadAllBytes(File);
        trainer.Load(folder.Path).Save(folder.Path);
        Assert.Equal(first, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void File_HoldsMatricesWithTheNewestLagFirst()
    {
        new MvarModel([3, 4, 1, 2, 7, 8, 5, 6], [9, 10], new MvarReport(0.5, 0.9, 0.1, 1.2, 0.8, 1)).Save(folder.Path);
        using var file = NpzReader.Open(File);
        Assert.Equal([2, 2, 2], file.Header("A_matrices").Shape);
        Assert.Equal([1, 2, 5, 6, 3, 4, 7, 8], file.ReadDoubles("A_matrices")); // A_1 = (1 2; 5 6), A_2 = (3 4; 7 8)
        Assert.Equal(file.ReadDoubles("A_matrices"), ((ILinearModel)trainer.Load(folder.Path)).CoefficientMatrices());
        Assert.Equal([9, 10], file.ReadDoubles("intercept"));
        Assert.Equal([2], file.ReadInt64s("p"));
        Assert.Equal([2], file.ReadInt64s("r"));
        string[] facts = ["alpha", "train_r2", "train_rmse", "rho_before", "rho_after"];
        Assert.Equal([0.5, 0.9, 0.1, 1.2, 0.8], facts.Select(file.ReadScalar));
    }

    [Fact]
    public void FileWithoutTheNumberOfEigenvalues_IsRead()
    {
        Write(shape: [1, 1, 1], matrices: [0.5], intercept: [1], p: 1);
        var model = trainer.Load(folder.Path);
        Assert.True(double.IsNaN(model.Diagnostics["eigenvalues_outside"]));
        Assert.Equal(1, model.Lag);
    }

    [Theory]
    [InlineData("A_matrices", new[] { 2, 1 }, new[] { 1.0, 2 }, new[] { 1.0 }, 2)]
    [InlineData("A_matrices", new[] { 1, 1, 2 }, new[] { 1.0, 2 }, new[] { 1.0 }, 1)]
    [InlineData("A_matrices", new[] { 0, 1, 1 }, new double[0], new[] { 1.0 }, 0)]
    [InlineData("A_matrices", new[] { 1, 1, 1 }, new[] { double.NaN }, new[] { 1.0 }, 1)]
    [InlineData("intercept", new[] { 1, 1, 1 }, new[] { 1.0 }, new[] { 1.0, 2 }, 1)]
    [InlineData("intercept", new[] { 1, 1, 1 }, new[] { 1.0 }, new[] { double.PositiveInfinity }, 1)]
    [InlineData("p", new[] { 2, 1, 1 }, new[] { 1.0, 2 }, new[] { 1.0 }, 1)]
    public void FileThatContradictsItself_IsRefusedByNameAndEntry(
        string entry, int[] shape, double[] matrices, double[] intercept, int p)
    {
        Write(shape, matrices, intercept, p);
        var refusal = Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path));
        Assert.Contains(File, refusal.Message);
        Assert.Contains(entry, refusal.Message);
    }

    [Fact]
    public void MissingFile_IsRefusedByName() =>
        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);

    [Fact]
    public void TruncatedFile_IsRefusedByName()
    {
        RandomCoefficients.Model(3, 2, 0.9, 1).Save(folder.Path);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, bytes[..(bytes.Length / 2)]);
        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);
    }

    [Fact]
    public void FileOfSomethingElse_IsRefusedByTheMissingEntry()
    {
        using (var file = NpzWriter.Create(File))
        {
            file.AddScalar("U", 1.0);
            file.Commit();
        }
        Assert.Contains("A_matrices", Assert.Throws<InvalidDataException>(() => trainer.Load(folder.Path)).Message);
    }

    public void Dispose() => folder.Dispose();

    private void Write(int[] shape, double[] matrices, double[] intercept, int p)
    {
        using var file = NpzWriter.Create(File);
        file.Add<double>("A_matrices", matrices, shape);
        file.Add<double>("intercept", intercept, intercept.Length);
        file.AddScalar("p", (long)p);
        file.AddScalar("r", 1L);
        string[] facts = ["alpha", "train_r2", "train_rmse", "rho_before", "rho_after"];
        foreach (string fact in facts) file.AddScalar(fact, 0.5);
        file.Commit();
    }
}
