using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace OpInf.Tests;

/// <summary>What a training recovers, rejects and refuses.</summary>
public class TrainingTests
{
    private static OpInfModel Train(LatentDataset data, OpInfOptions options, IProgress<string>? warnings = null) =>
        (OpInfModel)new OpInfTrainer(options).Train(data, TrainingContext.Silent(7) with { Warnings = warnings });

    [Fact]
    public void PlantedMap_IsRecovered()
    {
        var options = new OpInfOptions { Lag = 1, LinearPenalty = 0, QuadraticPenalty = 0 };
        var model = Train(PlantedMap.Data(10, 30, noise: 0, seed: 1), options);
        Assert.True(model.Diagnostics["rollout_error"] < 1e-15);
        double[] state = [0.4, -0.7], forecast = new double[40];
        model.Forecast(state, 20, forecast);
        for (int k = 0; k < 20; k++)
        {
            state = PlantedMap.Next(state[0], state[1]);
            Assert.Equal(state[0], forecast[2 * k], 1e-9);
            Assert.Equal(state[1], forecast[2 * k + 1], 1e-9);
        }
    }

    [Fact]
    public void NoQuadraticModes_AreALinearModel()
    {
        var data = PlantedMap.Data(5, 30, noise: 0.1, seed: 2);
        var options = new OpInfOptions { Lag = 3, QuadraticModes = 0 };
        Assert.Equal(2 * (1 + 6), Train(data, options).ParameterCount);
        Assert.Equal(2 * (1 + 6 + 1), Train(data, options with { QuadraticModes = 1 }).ParameterCount);
    }

    // x ← 1.02 x + x²/10 from small x: true, and its closed loop leaves every range.
    [Fact]
    public void MapThatLeavesTheRange_IsPenalisedMore_WithADoubt_AndForecastsStayInRange()
    {
        double[][] runs = [.. Enumerable.Range(0, 8).Select(k =>
        {
            double[] run = new double[25];
            run[0] = 0.2 + 0.02 * k;
            for (int i = 1; i < run.Length; i++) run[i] = 1.02 * run[i - 1] + run[i - 1] * run[i - 1] / 10;
            return run;
        })];
        var listener = new Listener<string>();
        var options = new OpInfOptions { Lag = 1, QuadraticPenalty = 0.01, Beyond = ClosedLoopRule.Continue };
        var model = Train(new LatentDataset(1, 1, runs), options, listener);
        Assert.StartsWith("quadratic_penalty 0.01: closed-loop forecasts", Assert.Single(listener.Heard));
        Assert.True(model.Diagnostics["penalty_raises"] > 0);
        Assert.True(double.IsFinite(model.Diagnostics["rollout_error"]));
        var forecast = new double[5000];
        model.Forecast([runs.Max(run => run[^1])], 5000, forecast);
        double low = runs.Min(run => run[0]), high = runs.Max(run => run[^1]), middle = (low + high) / 2;
        Assert.All(forecast, value => Assert.InRange(value, middle - (high - low), middle + (high - low)));
    }

    [Fact]
    public void PenaltyThatIsNotGiven_IsSmallForAQuadraticMap()
    {
        var data = PlantedMap.Data(12, 30, noise: 0.001, seed: 1);
        var options = new OpInfOptions { Lag = 2 };
        var model = Train(data, options);
        double chosen = model.Diagnostics["quadratic_penalty"];
        Assert.InRange(chosen, 0.01, 0.1);
        Assert.Equal(12 * 28, model.Diagnostics["windows"]); // the model is fitted to all runs
        var given = Train(data, options with { QuadraticPenalty = chosen });
        for (int i = 0; i < given.Coefficients.Length; i++)
            Assert.Equal(given.Coefficients[i], model.Coefficients[i], 1e-9);
    }

    // 36 products for 300 windows of independent noise: whatever they are fitted to is wrong.
    [Fact]
    public void PenaltyThatIsNotGiven_IsLargeForALinearProcess()
    {
        var random = new RandomStream(5);
        double[][] runs = [.. Enumerable.Range(0, 15).Select(_ =>
        {
            var run = new double[8 * 21];
            for (int i = 0; i < run.Length; i++) run[i] = (i < 8 ? 0 : 0.9 * run[i - 8]) + random.NextGaussian();
            return run;
        })];
        var model = Train(new LatentDataset(8, 1, runs), new OpInfOptions { Lag = 1 });
        Assert.InRange(model.Diagnostics["quadratic_penalty"], 10, 1e4);
    }

    [Fact]
    public void OneRun_IsForecastAndFittedAtOnce()
    {
        var model = Train(PlantedMap.Data(1, 40, noise: 0.05, seed: 9), new OpInfOptions { Lag = 2 });
        Assert.Equal(38, model.Diagnostics["windows"]);
    }

    [Fact]
    public void SampleOfWindows_DependsOnTheSeedAlone()
    {
        var data = PlantedMap.Data(10, 40, noise: 0.3, seed: 3);
        double[] With(ulong seed) => ((OpInfModel)new OpInfTrainer(new OpInfOptions { MaxWindows = 100 })
            .Train(data, TrainingContext.Silent(seed))).Coefficients;
        Assert.Equal(With(1), With(1));
        Assert.NotEqual(With(1), With(2));
        Assert.Equal(100, Train(data, new OpInfOptions { MaxWindows = 100 }).Diagnostics["windows"]);
    }

    [Fact]
    public void RaggedRuns_AndRunsThatAreTooShort_AreTrainedOn()
    {
        double[][] runs = PlantedMap.Runs(5, 40, noise: 0.1, seed: 4);
        double[][] ragged = [runs[0], runs[1][..8], [], runs[2][..4], runs[3][..30], runs[4]];
        var model = Train(new LatentDataset(2, 1, ragged), new OpInfOptions { Lag = 2 });
        Assert.Equal(38 + 2 + 13 + 38, model.Diagnostics["windows"]);
    }

    [Fact]
    public void EqualStates_AreForecastForEver()
    {
        var model = Train(
            new LatentDataset(2, 1, [[.. Enumerable.Repeat((double[])[4, -7], 12).SelectMany(state => state)]]),
            new OpInfOptions { Lag = 2 });
        var forecast = new double[6];
        model.Forecast([4, -7, 4, -7], 3, forecast);
        Assert.Equal([4, -7, 4, -7, 4, -7], forecast);
        Assert.Equal(0, model.Diagnostics["rollout_error"]);
    }

    [Fact]
    public void ConstantMode_StaysWhatItIs_AndChangesNoOther()
    {
        double[][] runs = PlantedMap.Runs(6, 40, noise: 0.05, seed: 6);
        double[][] more = [.. runs.Select(run => run.Chunk(2).SelectMany(s => (double[])[s[0], 1e8, s[1]]).ToArray())];
        double[] without = new double[20], with = new double[30];
        Train(new LatentDataset(2, 1, runs), new OpInfOptions()).Forecast(runs[0].AsSpan(0, 10), 10, without);
        Train(new LatentDataset(3, 1, more), new OpInfOptions()).Forecast(more[0].AsSpan(0, 15), 10, with);
        for (int k = 0; k < 10; k++)
        {
            Assert.Equal(without[2 * k], with[3 * k], 1e-9);
            Assert.Equal(1e8, with[3 * k + 1], 1e-6);
            Assert.Equal(without[2 * k + 1], with[3 * k + 2], 1e-9);
        }
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e150)]
    public void HugeAndTinyValues_GiveTheSameModel(double unit)
    {
        double[][] runs = PlantedMap.Runs(6, 40, noise: 0.05, seed: 8);
        double[][] scaled = [.. runs.Select(run => run.Select(value => value * unit).ToArray())];
        var (plain, other) = (
            Train(new LatentDataset(2, 1, runs), new OpInfOptions()),
            Train(new LatentDataset(2, 1, scaled), new OpInfOptions()));
        for (int i = 0; i < plain.Coefficients.Length; i++)
            Assert.Equal(plain.Coefficients[i], other.Coefficients[i], 1e-9);
        Assert.Equal(plain.Diagnostics["rollout_error"], other.Diagnostics["rollout_error"], 1e-9);
    }

    [Fact]
    public void FewerWindowsThanFeatures_AreFittedWithPenalties_AndRefusedWithout()
    {
        var data = PlantedMap.Data(2, 8, noise: 0.1, seed: 9);
        Assert.NotNull(Train(data, new OpInfOptions { Lag = 5 }));
        var none = new OpInfOptions { Lag = 5, LinearPenalty = 0, OlderPenalty = 0, QuadraticPenalty = 0 };
        var refusal = Assert.Throws<TrainingDivergedException>(() => Train(data, none));
        Assert.Contains("raise linear_penalty", refusal.Message);
    }

    [Fact]
    public void RunsNoLongerThanTheLag_AreRefusedWithTheNumbers()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => Train(PlantedMap.Data(3, 7, noise: 0.1, seed: 9), new OpInfOptions { Lag = 7 }));
        Assert.Contains("more than 7 frames, the longest of 3 has 7", refusal.Message);
        Assert.Throws<ArgumentException>(() => Train(new LatentDataset(2, 1, []), new OpInfOptions()));
    }

    [Fact]
    public void ProductsThatFitIntoNoArray_AreRefusedBeforeTheyAreAllocated()
    {
        var random = new RandomStream(1);
        var data = new LatentDataset(400, 1, [[.. Enumerable.Range(0, 4000).Select(_ => random.NextGaussian())]]);
        var options = new OpInfOptions { Lag = 1, QuadraticModes = 400 };
        Assert.Contains("lower quadratic_modes", Assert.Throws<ArgumentException>(() => Train(data, options)).Message);
        var need = new OpInfTrainer(options).MemoryFor(340, 167, 400);
        Assert.Equal("QuadraticModes", need.Option);
        Assert.StartsWith("a fit with 80200 products of 400 modes and 1 lag of 400 modes", need.RefusalWithin(1e9));
    }

    [Fact]
    public void CancelledTraining_Ends()
    {
        var cancelled = TrainingContext.Silent(0) with { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => new OpInfTrainer(new OpInfOptions()).Train(
            PlantedMap.Data(3, 30, noise: 0.1, seed: 10), cancelled));
    }
}
