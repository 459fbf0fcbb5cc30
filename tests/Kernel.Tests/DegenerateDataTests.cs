using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Kernel.Tests;

/// <summary>Data from which there is little to learn.</summary>
public sealed class DegenerateDataTests
{
    private static double[] Forecast(LatentDataset data, KernelOptions options, double[] window, int steps)
    {
        var model = new KernelTrainer(options).Train(data, TrainingContext.Silent(0));
        var forecast = new double[steps * data.Dimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    [Theory]
    [InlineData(BeyondRule.Tail, 1)]
    [InlineData(BeyondRule.Climatology, 0.1)]
    [InlineData(BeyondRule.Restart, 0.1)]
    public void EqualStates_GiveThatState(BeyondRule beyond, double penalty)
    {
        var data = new LatentDataset(1, 1, Enumerable.Range(0, 30).Select(_ => Enumerable.Repeat(0.1, 12).ToArray()));
        var options = new KernelOptions { Beyond = beyond, Penalty = penalty };
        double[] forecast = Forecast(data, options, [0.1, 0.1, 0.1, 0.1, 0.1], 30);
        Assert.All(forecast, value => Assert.Equal(0.1, value, 1e-15));
    }

    [Fact]
    public void AConstantMode_StaysConstant_AndChangesNothingElse()
    {
        double[][] runs = PlantedRuns.Of(9, 30, r: 1);
        double[][] with = [.. runs.Select(run => run.SelectMany(value => (double[])[value, 7]).ToArray())];
        double[] window = PlantedRuns.Of(1, 5, r: 1, seed: 9)[0];
        double[] plain = Forecast(new(1, 1, runs), new(), window, 40);
        double[] found = Forecast(new(2, 1, with), new(), [.. window.SelectMany(v => (double[])[v, 7])], 40);
        for (int k = 0; k < 40; k++)
        {
            Assert.Equal(plain[k], found[2 * k], 1e-12);
            Assert.Equal(7, found[2 * k + 1], 1e-12);
        }
    }

    [Fact]
    public void EqualWindowsWithoutPenalty_AreRefused()
    {
        double[] run = PlantedRuns.Of(1, 30)[0];
        var refusal = Assert.Throws<TrainingDivergedException>(
            () => Forecast(new(3, 1, [run, run]), new KernelOptions { Penalty = 0 }, new double[15], 1));
        Assert.StartsWith("the kernel of 2 windows with the penalty 0", refusal.Message);
        Assert.EndsWith("raise the penalty", refusal.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void OneRun_IsItsOwnForecast(double penalty)
    {
        double[] run = PlantedRuns.Of(1, 30)[0];
        var options = new KernelOptions { Penalty = penalty };
        double[] forecast = Forecast(new(3, 1, [run]), options, new double[15], 25);
        for (int i = 0; i < forecast.Length; i++) Assert.Equal(run[15 + i], forecast[i], 1e-12);
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
        var trainer = new KernelTrainer(new KernelOptions { Lag = 5, Horizon = 26 });
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
            () => Forecast(PlantedRuns.Data(3, 30), new KernelOptions { Horizon = 26 }, new double[15], 1)).Message);

    [Fact]
    public void NoRunLongerThanTheLag_IsRefusedWithTheNumbers() => Assert.Contains(
        "more than 5 states, the longest of 3 has 5",
        Assert.Throws<ArgumentException>(
            () => Forecast(PlantedRuns.Data(3, 5), new KernelOptions(), new double[15], 1)).Message);

    [Fact]
    public void ACancelledTraining_Ends() => Assert.Throws<OperationCanceledException>(
        () => new KernelTrainer(new KernelOptions()).Train(
            PlantedRuns.Data(3, 30), TrainingContext.Silent(0) with { Cancellation = new(canceled: true) }));

    [Fact]
    public void MemoryFor_IsNoMoreThanATrainingAllocates_AndNotMuchLess()
    {
        var trainer = new KernelTrainer(new KernelOptions());
        var data = PlantedRuns.Data(60, 100);
        double need = trainer.MemoryFor(60, 100, 3).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(data, TrainingContext.Silent(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 30 * need);
    }

    [Fact]
    public void MemoryFor_ManyWindows_IsRefusedWithTheNumbers()
    {
        var options = new KernelOptions { Windows = WindowPlacement.Anywhere, MaxWindows = 40000 };
        var need = new KernelTrainer(options).MemoryFor(340, 1667, 19);
        Assert.StartsWith(
            "a kernel of 40000 windows with 832 states of 19 modes after each needs ", need.RefusalWithin(1e10));
        Assert.Equal("MaxWindows", need.Option);
    }
}
