using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Reservoir.Tests;

/// <summary>What a training learns, draws and refuses.</summary>
public class TrainingTests
{
    private static readonly ReservoirOptions Small = new() { Units = 40, Members = 3 };

    private static ReservoirModel Train(LatentDataset data, ReservoirOptions options) =>
        (ReservoirModel)new ReservoirTrainer(options).Train(data, TrainingContext.Silent(7));

    [Fact]
    public void Oscillation_ThatIsNotLinear_IsForecast()
    {
        var model = Train(Oscillations.Data(10, 80, seed: 1), Small with { RidgeAlpha = 1e-7 });
        double[] run = Oscillations.Runs(1, 35, seed: 2)[0], forecast = new double[60];
        model.Forecast(run.AsSpan(0, 10), 30, forecast);
        double error = Enumerable.Range(0, 60).Sum(i => Math.Pow(forecast[i] - run[10 + i], 2)) / 60;
        Assert.True(error < 0.01, $"{error}");
    }

    [Fact]
    public void Weights_AreSparse_AndHaveTheSpectralRadius()
    {
        var options = new ReservoirOptions { Units = 50, Connections = 7, SpectralRadius = 0.6, BiasScaling = 0.2 };
        var weights = ReservoirWeights.Draw(options, 3, new RandomStream(1), CancellationToken.None);
        for (int unit = 0; unit < 50; unit++)
            Assert.Equal(7, weights.Recurrent.AsSpan(unit * 50, 50).ToArray().Count(value => value != 0));
        Assert.InRange(GeneralEigenvalues.SpectralRadius(weights.Recurrent, 50), 0.6 * 0.99, 0.6);
        Assert.All(weights.Input, value => Assert.InRange(Math.Abs(value), 0, 0.5));
        Assert.All(weights.Bias, value => Assert.InRange(Math.Abs(value), 0, 0.2));
    }

    [Fact]
    public void Members_AreDifferent_AndTheSeedDecidesAll()
    {
        var data = Oscillations.Data(5, 40, seed: 3);
        ReservoirModel With(ulong seed) =>
            (ReservoirModel)new ReservoirTrainer(Small).Train(data, TrainingContext.Silent(seed));
        Assert.Equal(With(1).Members[2].Readout, With(1).Members[2].Readout);
        Assert.NotEqual(With(1).Members[2].Readout, With(2).Members[2].Readout);
        Assert.NotEqual(With(1).Members[0].Network.Weights.Bias, With(1).Members[1].Network.Weights.Bias);
    }

    [Fact]
    public void Forecasts_StayInRange_ForEver()
    {
        double[][] growing = [.. Enumerable.Range(0, 4).Select(
            run => Enumerable.Range(0, 30).Select(k => Math.Pow(1.1, k + run)).ToArray())];
        var options = Small with { StabilityMargin = 1, Beyond = ClosedLoopRule.Continue };
        var model = Train(new LatentDataset(1, 1, growing), options);
        var forecast = new double[3000];
        model.Forecast(growing[3].AsSpan(25, 5), 3000, forecast);
        Assert.All(forecast, value => Assert.InRange(value, 1 - 1e-9, growing[3][^1] * (1 + 1e-9)));
    }

    // 48 features for 96 windows of independent noisy coordinates: a small penalty fits noise. Oscillations need one.
    [Fact]
    public void PenaltyThatIsNotGiven_IsChosenByForecastsOfHeldOutRuns()
    {
        var random = new RandomStream(3);
        double[][] noise = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            var run = new double[8 * 21];
            for (int i = 0; i < run.Length; i++) run[i] = (i < 8 ? 0 : 0.9 * run[i - 8]) + random.NextGaussian();
            return run;
        })];
        var ofNoise = Train(new LatentDataset(8, 1, noise), Small);
        var data = Oscillations.Data(10, 80, seed: 1);
        var ofOscillations = Train(data, Small);
        Assert.InRange(ofNoise.Diagnostics["ridge_alpha"], 1e-3, 0.1);
        double chosen = ofOscillations.Diagnostics["ridge_alpha"];
        Assert.InRange(chosen, 1e-6, 1e-4);
        var given = Train(data, Small with { RidgeAlpha = chosen });
        Assert.Equal(given.Members[2].Readout, ofOscillations.Members[2].Readout);
    }

    [Fact]
    public void OneRun_IsForecastAndFittedAtOnce() =>
        Assert.Equal(35, Train(Oscillations.Data(1, 40, seed: 1), Small).Diagnostics["windows"]);

    [Fact]
    public void FewerWindows_AreStretchesOfEachRun()
    {
        var data = Oscillations.Data(4, 45, seed: 4);
        Assert.Equal(160, Train(data, Small).Diagnostics["windows"]);
        Assert.Equal(100, Train(data, Small with { MaxWindows = 100 }).Diagnostics["windows"]);
        Assert.Equal(2, Train(data, Small with { MaxWindows = 2 }).Diagnostics["windows"]);
    }

    [Fact]
    public void RaggedRuns_AndRunsThatAreTooShort_AreTrainedOn()
    {
        double[][] runs = Oscillations.Runs(5, 40, seed: 4);
        double[][] ragged = [runs[0], runs[1][..8], [], runs[2][..14], runs[3][..30], runs[4]];
        Assert.Equal(35 + 2 + 10 + 35, Train(new LatentDataset(2, 1, ragged), Small).Diagnostics["windows"]);
    }

    [Fact]
    public void EqualStates_AreForecastForEver()
    {
        var model = Train(
            new LatentDataset(2, 1, [[.. Enumerable.Repeat((double[])[4, -7], 12).SelectMany(state => state)]]), Small);
        var forecast = new double[6];
        model.Forecast([4, -7, 4, -7, 4, -7, 4, -7, 4, -7], 3, forecast);
        for (int i = 0; i < 6; i++) Assert.Equal(i % 2 == 0 ? 4 : -7, forecast[i], 1e-8);
    }

    [Fact]
    public void ConstantMode_StaysWhatItIs()
    {
        double[][] runs = [.. Oscillations.Runs(6, 40, seed: 6).Select(
            run => run.Chunk(2).SelectMany(s => (double[])[s[0], 1e8, s[1]]).ToArray())];
        var forecast = new double[300];
        Train(new LatentDataset(3, 1, runs), Small).Forecast(runs[0].AsSpan(0, 15), 100, forecast);
        for (int k = 0; k < 100; k++) Assert.Equal(1e8, forecast[3 * k + 1], 1e-6);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e150)]
    public void HugeAndTinyValues_GiveTheSameModel(double unit)
    {
        double[][] runs = Oscillations.Runs(6, 40, seed: 8);
        double[][] scaled = [.. runs.Select(run => run.Select(value => value * unit).ToArray())];
        double[] plain = new double[20], other = new double[20];
        Train(new LatentDataset(2, 1, runs), Small).Forecast(runs[0].AsSpan(0, 10), 10, plain);
        Train(new LatentDataset(2, 1, scaled), Small).Forecast(scaled[0].AsSpan(0, 10), 10, other);
        for (int i = 0; i < 20; i++) Assert.Equal(plain[i] * unit, other[i], 1e-6 * unit);
    }

    [Fact]
    public void FewerWindowsThanFeatures_AreFittedWithAPenalty_AndRefusedWithout()
    {
        var data = Oscillations.Data(2, 9, seed: 9);
        Assert.NotNull(Train(data, Small));
        Assert.Contains(
            "raise ridge_alpha",
            Assert.Throws<TrainingDivergedException>(() => Train(data, Small with { RidgeAlpha = 0 })).Message);
    }

    [Fact]
    public void RunsNoLongerThanTheLag_AreRefusedWithTheNumbers()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => Train(Oscillations.Data(3, 7, seed: 9), Small with { Lag = 7 }));
        Assert.Contains("more than 7 frames, the longest of 3 has 7", refusal.Message);
        Assert.Throws<ArgumentException>(() => Train(new LatentDataset(2, 1, []), Small));
    }

    [Fact]
    public void CancelledTraining_Ends()
    {
        var cancelled = TrainingContext.Silent(0) with { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(
            () => new ReservoirTrainer(Small).Train(Oscillations.Data(3, 30, seed: 10), cancelled));
    }
}
