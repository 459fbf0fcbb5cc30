using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Analog.Tests;

/// <summary>Data from which there is little to learn.</summary>
public sealed class DegenerateDataTests
{
    private readonly Listener<string> warnings = new();

    private double[] Forecast(LatentDataset data, AnalogOptions options, double[] window, int steps)
    {
        var model = new AnalogTrainer(options).Train(data, TrainingContext.Silent(0) with { Warnings = warnings });
        var forecast = new double[steps * data.Dimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    [Theory]
    [InlineData(BeyondRule.Tail)]
    [InlineData(BeyondRule.Climatology)]
    [InlineData(BeyondRule.Restart)]
    public void EqualStates_GiveThatState(BeyondRule beyond)
    {
        var data = new LatentDataset(1, 1, Enumerable.Range(0, 30).Select(_ => Enumerable.Repeat(0.1, 12).ToArray()));
        double[] forecast = Forecast(data, new AnalogOptions { Beyond = beyond }, [0.1, 0.1, 0.1, 0.1, 0.1], 30);
        Assert.All(forecast, value => Assert.Equal(0.1, value, 1e-15));
    }

    [Fact]
    public void AConstantMode_StaysConstant_AndChangesNoNeighbour()
    {
        double[][] runs = PlantedRuns.Of(6, 30, r: 1);
        double[][] with = [.. runs.Select(run => run.SelectMany(value => (double[])[value, 7]).ToArray())];
        double[] window = PlantedRuns.Of(1, 5, r: 1, seed: 9)[0];
        var options = new AnalogOptions { Neighbours = 3 };
        double[] plain = Forecast(new(1, 1, runs), options, window, 40);
        double[] found = Forecast(new(2, 1, with), options, [.. window.SelectMany(v => (double[])[v, 7])], 40);
        for (int k = 0; k < 40; k++)
        {
            Assert.Equal(plain[k], found[2 * k], 1e-12);
            Assert.Equal(7, found[2 * k + 1], 1e-12);
        }
    }

    [Fact]
    public void MoreNeighboursThanWindows_AreAllOfThem_WithAWarning()
    {
        Forecast(PlantedRuns.Data(3, 30), new AnalogOptions(), new double[15], 2);
        Assert.Equal(
            "neighbours 20: there are only 3 training windows, and all are averaged; lower neighbours, take windows: "
            + "anywhere, or train on more runs",
            Assert.Single(warnings.Heard));
    }

    [Fact]
    public void OneRun_IsItsOwnForecast()
    {
        double[] run = PlantedRuns.Of(1, 30)[0];
        double[] forecast = Forecast(new(3, 1, [run]), new AnalogOptions { Neighbours = 1 }, new double[15], 25);
        Assert.Equal(run[15..], forecast);
        Assert.Empty(warnings.Heard);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e200)]
    public void Forecasts_FollowTheUnit(double unit)
    {
        double[][] runs = PlantedRuns.Of(6, 30);
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        var options = new AnalogOptions { Neighbours = 3 };
        double[] plain = Forecast(new(3, 1, runs), options, window, 40);
        double[][] scaled = [.. runs.Select(run => run.Select(value => value * unit).ToArray())];
        double[] found = Forecast(new(3, 1, scaled), options, [.. window.Select(value => value * unit)], 40);
        for (int i = 0; i < plain.Length; i++) Assert.Equal(plain[i], found[i] / unit, 1e-12);
    }

    [Fact]
    public void RunsThatAreTooShort_AreLeftOut()
    {
        double[][] runs = PlantedRuns.Of(6, 30), more = [[1, 2, 3], .. runs, []];
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        var options = new AnalogOptions { Neighbours = 3 };
        Assert.Equal(Forecast(new(3, 1, runs), options, window, 40), Forecast(new(3, 1, more), options, window, 40));
    }

    [Fact]
    public void AHorizonBeyondTheRuns_IsRefusedBeforeTheTraining()
    {
        var trainer = new AnalogTrainer(new AnalogOptions { Lag = 5, Horizon = 26 });
        var refusal = trainer.RefusalOf(runs: 3, frames: 30, dimension: 2);
        Assert.Contains("at most 25 steps", refusal?.ErrorMessage);
        Assert.Equal(["Horizon"], refusal?.MemberNames);
        Assert.Null(trainer.RefusalOf(runs: 3, frames: 31, dimension: 2));
        Assert.Null(trainer.RefusalOf(runs: 3, frames: 5, dimension: 2)); // the lag is what is wrong
    }

    [Fact]
    public void AHorizonBeyondTheRuns_IsRefusedWithTheNumbers()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => Forecast(PlantedRuns.Data(3, 30), new AnalogOptions { Horizon = 26 }, new double[15], 1));
        Assert.Contains("horizon of at most 25 steps", refusal.Message);
        Assert.Contains("has 30 states and a window 5, found 26", refusal.Message);
    }

    [Fact]
    public void NoRunLongerThanTheLag_IsRefusedWithTheNumbers() => Assert.Contains(
        "more than 5 states, the longest of 3 has 5",
        Assert.Throws<ArgumentException>(
            () => Forecast(PlantedRuns.Data(3, 5), new AnalogOptions(), new double[15], 1)).Message);

    [Fact]
    public void ACancelledTraining_Ends() => Assert.Throws<OperationCanceledException>(
        () => new AnalogTrainer(new AnalogOptions()).Train(
            PlantedRuns.Data(3, 30), TrainingContext.Silent(0) with { Cancellation = new(canceled: true) }));

    [Fact]
    public void MemoryFor_IsNoMoreThanATrainingAllocates_AndNotMuchLess()
    {
        var trainer = new AnalogTrainer(new AnalogOptions { Neighbours = 1 });
        var data = PlantedRuns.Data(60, 100);
        double need = trainer.MemoryFor(60, 100, 3).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(data, TrainingContext.Silent(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 3 * need);
    }

    [Fact]
    public void MemoryFor_ManyModes_IsRefusedWithTheNumbers()
    {
        var need = new AnalogTrainer(new AnalogOptions()).MemoryFor(340, 167, 100_000_000);
        Assert.StartsWith(
            "340 windows of 100000000 modes with 162 states after each needs ", need.RefusalWithin(1e11));
        Assert.Equal("MaxWindows", need.Option);
    }
}
