using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Stochastic.Tests;

/// <summary>Against <c>stochastic.npz</c>, made with NumPy by <c>Golden/stochastic.py</c>.</summary>
public sealed class GoldenTests : IDisposable
{
    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("stochastic.npz"));
    private readonly StochasticModel model;

    public GoldenTests()
    {
        var options = new StochasticOptions
        {
            Lag = (int)golden.ReadScalar("lag"),
            Levels = (int)golden.ReadScalar("levels"),
            RidgeAlpha = golden.ReadScalar("ridge_alpha"),
            StabilityMargin = golden.ReadScalar("stability_margin"),
            Noise = NoiseVariance.State,
            Beyond = ClosedLoopRule.Continue,
        };
        var data = new LatentDataset(3, 1, Enumerable.Range(0, 4).Select(run => golden.ReadDoubles($"run_{run}")));
        model = (StochasticModel)new StochasticTrainer(options).Train(data, TrainingContext.Silent(1));
    }

    [Fact]
    public void Forecast_EqualsTheGoldenOne()
    {
        double[] expected = golden.ReadDoubles("forecast"), found = new double[expected.Length];
        model.Forecast(golden.ReadDoubles("run_0").AsSpan(0, 12), found.Length / 3, found);
        AssertNear(expected, found, 1e-9);
    }

    [Fact]
    public void Range_EqualsTheGoldenOne()
    {
        AssertNear(golden.ReadDoubles("low"), model.Range.Low.ToArray(), 1e-12);
        AssertNear(golden.ReadDoubles("high"), model.Range.High.ToArray(), 1e-12);
    }

    // S Sᵀ: the signs of directions are no part of the covariance. The factor follows from a split that NumPy lacks.
    [Fact]
    public void Covariance_EqualsTheGoldenOne_TimesTheReportedFactor()
    {
        double[] expected = golden.ReadDoubles("covariance"), s = model.Noise.Directions, found = new double[9];
        for (int i = 0; i < 9; i++)
        {
            for (int c = 0; c < 3; c++) found[i] += s[i / 3 * 3 + c] * s[i % 3 * 3 + c];
            expected[i] *= model.Report.NoiseInflation;
        }
        AssertNear(expected, found, 1e-9);
    }

    [Fact]
    public void Variances_EqualTheGoldenOnes_InEachTrainingState()
    {
        double[] expected = golden.ReadDoubles("eta"), found = new double[expected.Length];
        int at = 0;
        for (int run = 0; run < 4; run++)
        {
            double[] states = golden.ReadDoubles($"run_{run}");
            model.Units.Transform(states);
            for (int k = 4; k < states.Length / 3; k++, at += 3)
                model.Noise.Variance.Logarithm(states.AsSpan((k - 1) * 3, 3), found.AsSpan(at, 3));
        }
        Assert.Equal(expected.Length, at);
        AssertNear(expected, found, 1e-5);
    }

    public void Dispose() => golden.Dispose();

    private static void AssertNear(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
