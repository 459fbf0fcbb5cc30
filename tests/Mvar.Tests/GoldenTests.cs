using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Mvar.Tests;

/// <summary>Against <c>mvar.npz</c>, fitted with scikit-learn.</summary>
public sealed class GoldenTests : IDisposable
{
    private const int R = 6;

    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("mvar.npz"));
    private readonly LatentDataset data;
    private readonly IRomModel model;

    public GoldenTests()
    {
        double[] trajectories = golden.ReadDoubles("trajectories");
        data = new LatentDataset(R, 1, trajectories.Chunk(120 * R));
        int lag = (int)golden.ReadScalar("lag");
        var options = new MvarOptions { Lag = lag, RidgeAlpha = golden.ReadScalar("ridge_alpha") };
        model = new MvarTrainer(options).Train(data, TrainingContext.Silent(0));
    }

    [Fact]
    public void Coefficients_EqualTheGoldenOnes()
    {
        using var folder = new TestFolder();
        model.Save(folder.Path);
        using var file = NpzReader.Open(Path.Combine(folder.Path, "mvar_model.npz"));
        double[] matrices = file.ReadDoubles("A_matrices"), expected = golden.ReadDoubles("coef_oldest_first");
        for (int lag = 1; lag <= model.Lag; lag++)
        {
            for (int i = 0; i < R; i++)
            {
                for (int j = 0; j < R; j++)
                {
                    double coefficient = expected[i * R * model.Lag + (model.Lag - lag) * R + j];
                    Assert.Equal(coefficient, matrices[(lag - 1) * R * R + i * R + j], 1e-8);
                }
            }
        }
        Assert.Equal(golden.ReadDoubles("intercept"), file.ReadDoubles("intercept"), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void Forecast_EqualsTheGoldenOne()
    {
        double[] expected = golden.ReadDoubles("forecast"), forecast = new double[expected.Length];
        model.Forecast(data.Window(0, model.Lag, model.Lag), 100, forecast);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], forecast[i], 1e-8);
    }

    [Fact]
    public void Diagnostics_EqualTheGoldenOnes()
    {
        Assert.Equal(golden.ReadScalar("spectral_radius"), model.Diagnostics["rho_before"], 1e-10);
        Assert.Equal(golden.ReadScalar("train_r2"), model.Diagnostics["train_r2"], 1e-10);
    }

    public void Dispose() => golden.Dispose();
}
