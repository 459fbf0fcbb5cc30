using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Direct.Tests;

/// <summary>Data from which there is little to learn.</summary>
public sealed class DegenerateDataTests
{
    private static double[] Forecast(LatentDataset data, DirectOptions options, double[] window, int steps)
    {
        var model = new DirectTrainer(options).Train(data, TrainingContext.Silent(0));
        var forecast = new double[steps * data.Dimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    [Theory]
    [InlineData(BeyondRule.Tail, 1)]
    [InlineData(BeyondRule.Climatology, 0)]
    [InlineData(BeyondRule.Restart, 0)]
    public void EqualStates_GiveThatState(BeyondRule beyond, double penalty)
    {
        var data = new LatentDataset(1, 1, Enumerable.Range(0, 30).Select(_ => Enumerable.Repeat(0.1, 12).ToArray()));
        var options = new DirectOptions { Beyond = beyond, StatePenalty = penalty, ChangePenalty = penalty };
        double[] forecast = Forecast(data, options, [0.1, 0.1, 0.1, 0.1, 0.1], 30);
        Assert.All(forecast, value => Assert.Equal(0.1, value, 1e-15));
    }

    [Fact]
    public void AConstantMode_StaysConstant()
    {
        double[][] runs = PlantedRuns.Of(9, 30, r: 1);
        double[][] with = [.. runs.Select(run => run.SelectMany(value => (double[])[value, 7]).ToArray())];
        double[] window = [.. PlantedRuns.Of(1, 5, r: 1, seed: 9)[0].SelectMany(value => (double[])[value, 7])];
        foreach (double penalty in (double[])[0, 0.1])
        {
            var options = new DirectOptions { StatePenalty = penalty, ChangePenalty = penalty };
            double[] found = Forecast(new(2, 1, with), options, window, 40);
            for (int k = 0; k < 40; k++) Assert.Equal(7, found[2 * k + 1], 1e-10);
        }
    }

    [Theory]
    [InlineData(0)] // the solution of least norm
    [InlineData(0.1)]
    public void OneRun_IsItsOwnForecast(double penalty)
    {
        double[] run = PlantedRuns.Of(1, 30)[0];
        var options = new DirectOptions { StatePenalty = penalty, ChangePenalty = penalty };
        double[] forecast = Forecast(new(3, 1, [run]), options, new double[15], 25);
        for (int i = 0; i < forecast.Length; i++) Assert.Equal(run[15 + i], forecast[i], 1e-12);
    }

    [Fact]
    public void FewerWindowsThanInputsWithoutPenalty_AreReproduced()
    {
        double[][] runs = PlantedRuns.Of(4, 30);
        var options = new DirectOptions { StatePenalty = 0, ChangePenalty = 0 };
        double[] forecast = Forecast(new(3, 1, runs), options, runs[1][..15], 25);
        for (int i = 0; i < forecast.Length; i++) Assert.Equal(runs[1][15 + i], forecast[i], 1e-8);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e200)]
    public void Forecasts_FollowTheUnit(double unit)
    {
        double[][] runs = PlantedRuns.Of(6, 30);
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        double[] plain = Forecast(new(3, 1, runs), new(), window, 40);
        double[][] scaled = [.. runs.Select(run => run.Select(value => value * unit).ToArray())];
        double[] found = Forecast(new(3, 1, scaled), new(), [.. window.Select(value => value * unit)], 40);
        for (int i = 0; i < plain.Length; i++) Assert.Equal(plain[i], found[i] / unit, 1e-11);
    }

    [Fact]
    public void RunsThatAreTooShort_AreLeftOut()
    {
        double[][] runs = PlantedRuns.Of(6, 30), more = [[1, 2, 3], .. runs, []];
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        Assert.Equal(Forecast(new(3, 1, runs), new(), window, 40), Forecast(new(3, 1, more), new(), window, 40));
    }

    [Fact]
    public void AHorizonBeyondTheRuns_IsRefusedBeforeTheTraining()
    {
        var trainer = new DirectTrainer(new DirectOptions { Lag = 5, Horizon = 26 });
        var refusal = trainer.RefusalOf(runs: 3, frames: 30, dimension: 2);
        Assert.Contains("at most 25 steps", refusal?.ErrorMessage);
        Assert.Equal(["Horizon"], refusal?.MemberNames);
        Assert.Null(trainer.RefusalOf(runs: 3, frames: 31, dimension: 2));
        Assert.Null(trainer.RefusalOf(runs: 3, frames: 5, dimension: 2)); // the lag is what is wrong
    }

    [Fact]
    public void AHorizonBeyondTheRuns_IsRefusedWithTheNumbers() => Assert.Contains(
        "horizon of at most 25 steps",
        Assert.Throws<ArgumentException>(
            () => Forecast(PlantedRuns.Data(3, 30), new DirectOptions { Horizon = 26 }, new double[15], 1)).Message);

    [Fact]
    public void NoRunLongerThanTheLag_IsRefusedWithTheNumbers() => Assert.Contains(
        "more than 5 states, the longest of 3 has 5",
        Assert.Throws<ArgumentException>(
            () => Forecast(PlantedRuns.Data(3, 5), new DirectOptions(), new double[15], 1)).Message);

    [Fact]
    public void ACancelledTraining_Ends() => Assert.Throws<OperationCanceledException>(
        () => new DirectTrainer(new DirectOptions()).Train(
            PlantedRuns.Data(3, 30), TrainingContext.Silent(0) with { Cancellation = new(canceled: true) }));

    [Fact]
    public void MemoryFor_IsNoMoreThanATrainingAllocates_AndNotMuchLess()
    {
        var trainer = new DirectTrainer(new DirectOptions());
        var data = PlantedRuns.Data(60, 100);
        double need = trainer.MemoryFor(60, 100, 3).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(data, TrainingContext.Silent(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 30 * need);
    }

    [Fact]
    public void MemoryFor_ManyModes_IsRefusedWithTheNumbers()
    {
        var need = new DirectTrainer(new DirectOptions()).MemoryFor(340, 167, 1_000_000);
        Assert.StartsWith(
            "a map from 5 states of 1000000 modes to 162 states, fitted to 340 windows, needs ",
            need.RefusalWithin(1e11));
        Assert.Equal("Horizon", need.Option);
    }
}
