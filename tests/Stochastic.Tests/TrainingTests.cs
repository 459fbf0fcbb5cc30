using Rom.Abstractions;

namespace Stochastic.Tests;

/// <summary>What a training recovers, chooses and refuses.</summary>
public class TrainingTests
{
    private static StochasticModel Train(
        LatentDataset data, StochasticOptions options, IProgress<string>? warnings = null) =>
        (StochasticModel)new StochasticTrainer(options)
            .Train(data, TrainingContext.Silent(7) with { Warnings = warnings });

    // Standard errors: some 0.005 of a coefficient, 1 % of a variance.
    [Fact]
    public void PlantedProcess_IsRecovered_WithItsNoise()
    {
        var model = Train(
            PlantedProcess.Data(200, 100, seed: 1), new StochasticOptions { Lag = 1, Levels = 1, RidgeAlpha = 0 });
        double[] scale = model.Units.Scale.ToArray();
        for (int i = 0; i < 4; i++)
        {
            double a = model.Map.Coefficients[i] * scale[i / 2] / scale[i % 2];
            Assert.Equal(PlantedProcess.Matrix[i], a, 0.02);
            Assert.Equal(PlantedProcess.Covariance[i], Covariance(model, i), 0.006);
        }
        Assert.Equal(1, model.Report.NoiseInflation, 0.05);
        Assert.Equal(0.9, model.Report.SpectralRadius, 0.02);
    }

    [Fact]
    public void ConstantNoise_IsChosen_WhereNoiseIsConstant()
    {
        var model = Train(PlantedProcess.Data(100, 60, seed: 2), new StochasticOptions());
        Assert.True(model.Noise.Variance.IsConstant);
        Assert.Equal(1, model.Report.Levels);
        Assert.InRange(model.Report.StateGain, -0.01, 0.001);
    }

    // The variance is e^x, log-linear in the state as the model has it, where |x| ≤ 1.5.
    [Fact]
    public void NoiseThatGrowsWithTheState_IsChosen_AndRecovered()
    {
        var data = PlantedProcess.Data(150, 80, seed: 3, PlantedProcess.Growing);
        var model = Train(data, new StochasticOptions { Lag = 1 });
        Assert.False(model.Noise.Variance.IsConstant);
        Assert.True(model.Report.StateGain > 0.1);
        foreach (double x in (double[])[-0.7, 0, 0.7])
        {
            for (int i = 0; i < 4; i++)
                Assert.Equal(
                    PlantedProcess.Covariance[i] * Math.Exp(x), Covariance(model, i, x),
                    0.15 * Math.Exp(x) * Math.Abs(PlantedProcess.Covariance[i]));
        }
    }

    // The amplitude is an even function, which no linear one follows: the distance from the mean does.
    [Fact]
    public void NoiseThatGrowsWithTheDistance_IsChosen()
    {
        var data = PlantedProcess.Data(150, 80, seed: 4, x => Math.Sqrt(0.2 + Math.Min(x * x, 4)));
        var model = Train(data, new StochasticOptions { Lag = 1 });
        Assert.True(model.Report.StateGain > 0.02);
        Assert.True(Covariance(model, 0, 1.5) > 2 * Covariance(model, 0, 0));
        Assert.True(Covariance(model, 0, -1.5) > 2 * Covariance(model, 0, 0));
    }

    // y_k = m + A (y_(k−1) − m) + r_k with r_k = 0.7 r_(k−1) + w_k: two levels are the process.
    [Fact]
    public void ColouredNoise_NeedsASecondLevel_WhoseResidualIsWhite()
    {
        var data = PlantedProcess.Data(150, 60, seed: 5, colour: 0.7);
        var one = Train(data, new StochasticOptions { Lag = 1, Levels = 1 });
        var chosen = Train(data, new StochasticOptions { Lag = 1 });
        Assert.True(one.Report.ResidualCorrelation > 0.3);
        Assert.Equal((2, 2), (chosen.Report.Levels, chosen.Lag));
        Assert.True(chosen.Report.ResidualCorrelation < 0.05);
        for (int i = 0; i < 4; i++)
            Assert.Equal(PlantedProcess.Covariance[i], Covariance(chosen, i), 0.05 * PlantedProcess.Covariance[0]);
    }

    [Fact]
    public void Levels_ExtendTheWindow_AndAreThoseThatAreGiven()
    {
        var data = PlantedProcess.Data(20, 30, seed: 6);
        foreach (int levels in (int[])[1, 2, 3])
        {
            var trainer = new StochasticTrainer(new StochasticOptions { Lag = 4, Levels = levels });
            Assert.Equal(4 + levels - 1, trainer.MaxLag);
            Assert.Equal(trainer.MaxLag, trainer.Train(data, TrainingContext.Silent(1)).Lag);
        }
        Assert.Equal(6, new StochasticTrainer(new StochasticOptions { Lag = 4 }).MaxLag);
    }

    // 24 runs of 7 states for 11 coefficients a coordinate: residuals of the fit are much too small.
    [Fact]
    public void NoiseOfAFitToFewWindows_IsThatOfHeldOutRuns()
    {
        var data = PlantedProcess.Data(24, 7, seed: 7);
        var model = Train(data, new StochasticOptions { Lag = 5, Levels = 1, RidgeAlpha = 1e-6 });
        Assert.True(model.Report.NoiseInflation > 1.3);
        Assert.True(Covariance(model, 0) > 0.7 * PlantedProcess.Covariance[0]);
    }

    // x ← 1.05 x: the regression is right, and its closed loop leaves every bound.
    [Fact]
    public void GrowingRuns_HaveABoundedRadius_AndFiniteMembers()
    {
        double[][] runs = [.. Enumerable.Range(0, 6).Select(run =>
            Enumerable.Range(0, 40).Select(k => (0.1 + 0.01 * run) * Math.Pow(1.05, k)).ToArray())];
        var model = Train(new LatentDataset(1, 1, runs), new StochasticOptions { Lag = 1, Levels = 1 });
        Assert.Equal(1.05, model.Report.StartRadius, 0.001);
        Assert.InRange(model.Report.SpectralRadius, 0.9, 0.999);
        var ensemble = new double[4 * 5000];
        model.ForecastEnsemble([runs[5][^1]], 5000, 4, seed: 1, ensemble);
        Assert.All(ensemble, value => Assert.InRange(value, -1, 2));
    }

    [Fact]
    public void Training_DependsOnTheSeedAlone()
    {
        var data = PlantedProcess.Data(20, 30, seed: 8, PlantedProcess.Growing);
        var options = new StochasticOptions { Noise = NoiseVariance.State };
        var (first, second) = (Train(data, options), Train(data, options));
        Assert.Equal(first.Map.Coefficients, second.Map.Coefficients);
        Assert.Equal(first.Noise.Directions, second.Noise.Directions);
        Assert.Equal(first.Noise.Variance.Coefficients, second.Noise.Variance.Coefficients);
    }

    [Fact]
    public void OneRun_IsFittedAndHeldOutAtOnce_WithADoubt()
    {
        var listener = new Listener<string>();
        var model = Train(PlantedProcess.Data(1, 60, seed: 9), new StochasticOptions(), listener);
        Assert.StartsWith("1 run has more than 5 frames: it is fitted and held out", Assert.Single(listener.Heard));
        Assert.Equal(1, model.Report.NoiseInflation);
        Assert.True(model.Noise.Variance.IsConstant); // no runs that show anything else
    }

    [Fact]
    public void RaggedRuns_AndRunsThatAreTooShort_AreTrainedOn()
    {
        double[][] runs = PlantedProcess.Runs(6, 40, seed: 10);
        double[][] ragged = [runs[0], runs[1][..16], [], runs[2][..4], runs[3][..30], runs[4]];
        Assert.NotNull(Train(new LatentDataset(2, 1, ragged), new StochasticOptions()));
        Assert.NotNull(Train(new LatentDataset(2, 1, [runs[0][..10], runs[1][..8]]), new StochasticOptions()));
    }

    [Fact]
    public void EqualStates_AreForecastForEver_ByEveryMember()
    {
        var model = Train(
            new LatentDataset(2, 1, [[.. Enumerable.Repeat((double[])[4, -7], 12).SelectMany(state => state)]]),
            new StochasticOptions { Lag = 2, Levels = 1 });
        double[] forecast = new double[6], ensemble = new double[12];
        model.Forecast([4, -7, 4, -7], 3, forecast);
        model.ForecastEnsemble([4, -7, 4, -7], 3, 2, seed: 1, ensemble);
        Assert.Equal([4, -7, 4, -7, 4, -7], forecast);
        Assert.Equal([.. forecast, .. forecast], ensemble);
    }

    [Theory]
    [InlineData(NoiseVariance.Constant)]
    [InlineData(NoiseVariance.State)]
    public void ConstantMode_StaysWhatItIs_AndChangesNoOther(NoiseVariance noise)
    {
        double[][] runs = PlantedProcess.Runs(10, 40, seed: 11);
        double[][] more = [.. runs.Select(run => run.Chunk(2).SelectMany(s => (double[])[s[0], 1e8, s[1]]).ToArray())];
        var options = new StochasticOptions { Levels = 2, Noise = noise };
        var without = Train(new LatentDataset(2, 1, runs), options);
        var with = Train(new LatentDataset(3, 1, more), options);
        double[] two = new double[20], three = new double[30], members = new double[300];
        without.Forecast(runs[0].AsSpan(0, 8), 10, two);
        with.Forecast(more[0].AsSpan(0, 12), 10, three);
        with.ForecastEnsemble(more[0].AsSpan(0, 12), 50, 2, seed: 1, members);
        for (int k = 0; k < 10; k++)
        {
            Assert.Equal(two[2 * k], three[3 * k], 1e-9);
            Assert.Equal(two[2 * k + 1], three[3 * k + 2], 1e-9);
        }
        for (int k = 0; k < 100; k++) Assert.Equal(1e8, members[3 * k + 1], 1e-6);
        Assert.Equal(Covariance(without, 0), Covariance(with, 0), 1e-6);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e150)]
    public void HugeAndTinyValues_GiveTheSameModel(double unit)
    {
        double[][] runs = PlantedProcess.Runs(10, 40, seed: 12);
        double[][] scaled = [.. runs.Select(run => run.Select(value => value * unit).ToArray())];
        var options = new StochasticOptions { Noise = NoiseVariance.State };
        var plain = Train(new LatentDataset(2, 1, runs), options);
        var other = Train(new LatentDataset(2, 1, scaled), options);
        for (int i = 0; i < plain.Map.Coefficients.Length; i++)
            Assert.Equal(plain.Map.Coefficients[i], other.Map.Coefficients[i], 1e-9);
        for (int i = 0; i < 4; i++) Assert.Equal(plain.Noise.Directions[i], other.Noise.Directions[i], 1e-9);
        for (int i = 0; i < 6; i++)
            Assert.Equal(plain.Noise.Variance.Coefficients[i], other.Noise.Variance.Coefficients[i], 1e-6);
    }

    [Fact]
    public void FewerWindowsThanCoefficients_AreFittedWithAPenalty_AndRefusedWithout()
    {
        var data = PlantedProcess.Data(2, 8, seed: 13);
        Assert.NotNull(Train(data, new StochasticOptions { Lag = 5 }));
        var refusal = Assert.Throws<TrainingDivergedException>(
            () => Train(data, new StochasticOptions { Lag = 5, RidgeAlpha = 0 }));
        Assert.Contains("raise ridge_alpha", refusal.Message);
    }

    [Theory]
    [InlineData(7, null, "more than 7 frames, which 7 lags and 1 level need, the longest of 3 has 7")]
    [InlineData(6, 3, "more than 8 frames, which 6 lags and 3 levels need, the longest of 3 has 7")]
    public void RunsNoLongerThanTheWindow_AreRefusedWithTheNumbers(int lag, int? levels, string expected)
    {
        var options = new StochasticOptions { Lag = lag, Levels = levels };
        var refusal = Assert.Throws<ArgumentException>(() => Train(PlantedProcess.Data(3, 7, seed: 14), options));
        Assert.Contains(expected, refusal.Message);
        Assert.Throws<ArgumentException>(() => Train(new LatentDataset(2, 1, []), options));
    }

    [Fact]
    public void ShortRuns_HaveFewerLevels()
    {
        var model = Train(PlantedProcess.Data(30, 8, seed: 15, colour: 0.9), new StochasticOptions { Lag = 7 });
        Assert.Equal((1, 7), (model.Report.Levels, model.Lag));
    }

    [Fact]
    public void CompanionMatrixThatFitsIntoNoArray_IsRefusedBeforeItIsAllocated()
    {
        var data = new LatentDataset(400, 1, [new double[400 * 200]]);
        Assert.Contains("use fewer lags or modes", Assert.Throws<ArgumentException>(
            () => Train(data, new StochasticOptions { Lag = 150 })).Message);
    }

    [Fact]
    public void CancelledTraining_Ends()
    {
        var cancelled = TrainingContext.Silent(0) with { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => new StochasticTrainer(new StochasticOptions()).Train(
            PlantedProcess.Data(3, 30, seed: 16), cancelled));
    }

    // An element of the covariance of the noise in units of the data, after a state (m_x + x, m_y).
    private static double Covariance(StochasticModel model, int element, double x = 0)
    {
        int r = model.LatentDimension, i = element / 2 * (r - 1), j = element % 2 * (r - 1);
        double[] s = model.Noise.Directions, eta = new double[r], scale = model.Units.Scale.ToArray();
        double[] state = model.Units.Mean.ToArray();
        (state[0], state[^1]) = (PlantedProcess.Mean[0] + x, PlantedProcess.Mean[1]);
        model.Units.Transform(state);
        model.Noise.Variance.Logarithm(state, eta);
        double sum = 0;
        for (int c = 0; c < r; c++) sum += s[i * r + c] * s[j * r + c] * Math.Exp(eta[c]);
        return sum * scale[i] * scale[j];
    }
}
