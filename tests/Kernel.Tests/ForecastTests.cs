using System.Runtime.InteropServices;
using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Kernel.Tests;

/// <summary>Properties of forecasts.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ForecastTests
{
    private static IRomModel Train(LatentDataset data, KernelOptions options) =>
        new KernelTrainer(options).Train(data, TrainingContext.Silent(3));

    private static double[] Forecast(IRomModel model, ReadOnlySpan<double> window, int steps)
    {
        var forecast = new double[steps * model.LatentDimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    [Fact]
    public void WithoutPenalty_ATrainingWindowGivesItsContinuation()
    {
        double[][] runs = PlantedRuns.Of(9, 40);
        var model = Train(new(3, 1, runs), new KernelOptions { Penalty = 0 });
        double[] forecast = Forecast(model, runs[2].AsSpan(0, 15), 35);
        for (int i = 0; i < forecast.Length; i++) Assert.Equal(runs[2][15 + i], forecast[i], 1e-8);
    }

    [Fact]
    public void FarFromAllWindows_TheMeanContinuationIsForecast()
    {
        double[][] runs = PlantedRuns.Of(9, 40);
        double[] forecast = Forecast(Train(new(3, 1, runs), new()), Enumerable.Repeat(1e3, 15).ToArray(), 35);
        for (int i = 0; i < forecast.Length; i++)
            Assert.Equal(runs.Average(run => run[15 + i]), forecast[i], 1e-12);
    }

    [Fact]
    public void ALargePenalty_LeavesTheMeanContinuation()
    {
        double[][] runs = PlantedRuns.Of(9, 40);
        double[] forecast = Forecast(
            Train(new(3, 1, runs), new KernelOptions { Penalty = 1e12 }), runs[2].AsSpan(0, 15), 35);
        for (int i = 0; i < forecast.Length; i++)
            Assert.Equal(runs.Average(run => run[15 + i]), forecast[i], 1e-9);
    }

    [Property(MaxTest = 40)]
    public void FewerSteps_AreTheFirstOfMore(byte rule, byte steps, byte dimension, bool anywhere)
    {
        int r = 1 + dimension % 9, n = 1 + steps % 60;
        var model = Train(PlantedRuns.Data(5, 30, r), new KernelOptions
        {
            Lag = 3,
            Beyond = (BeyondRule)(rule % 3),
            Windows = anywhere ? WindowPlacement.Anywhere : WindowPlacement.Start,
        });
        double[] window = PlantedRuns.Of(1, 3, r, seed: 9)[0], longest = Forecast(model, window, 60);
        Assert.Equal(longest[..(n * r)], Forecast(model, window, n));
    }

    [Fact]
    public void OutputsThatAreSolvedForInTurn_AreThoseOfAShorterHorizon()
    {
        // 200 steps of 3 modes are three solutions.
        var data = PlantedRuns.Data(6, 205);
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], whole = Forecast(Train(data, new()), window, 200);
        double[] part = Forecast(Train(data, new KernelOptions { Horizon = 70 }), window, 70);
        for (int i = 0; i < part.Length; i++) Assert.Equal(whole[i], part[i], 1e-12);
    }

    [Theory]
    [InlineData(WindowPlacement.Start)]
    [InlineData(WindowPlacement.Anywhere)]
    public void Forecasts_DoNotDependOnTheOrderOfRuns(WindowPlacement windows)
    {
        double[][] runs = PlantedRuns.Of(9, 40);
        var options = new KernelOptions { Windows = windows, Beyond = BeyondRule.Climatology };
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        double[] forward = Forecast(Train(new(3, 1, runs), options), window, 60);
        double[] backward = Forecast(Train(new(3, 1, runs.Reverse()), options), window, 60);
        for (int i = 0; i < forward.Length; i++) Assert.Equal(forward[i], backward[i], 1e-11);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes()
    {
        var model = Train(PlantedRuns.Data(20, 50), new KernelOptions { Beyond = BeyondRule.Restart });
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], expected = Forecast(model, window, 120);
        Parallel.For(0, 64, _ => Assert.True(MemoryMarshal.AsBytes<double>(expected)
            .SequenceEqual(MemoryMarshal.AsBytes<double>(Forecast(model, window, 120)))));
    }

    [Theory]
    [InlineData(BeyondRule.Tail)]
    [InlineData(BeyondRule.Climatology)]
    [InlineData(BeyondRule.Restart)]
    public void Forecast_AllocatesNothing(BeyondRule beyond)
    {
        var model = Train(PlantedRuns.Data(20, 50), new KernelOptions { Beyond = beyond });
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], forecast = new double[120 * 3];
        model.Forecast(window, 120, forecast);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(window, 120, forecast);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Size_IsThatOfMapScalesAndRule()
    {
        var model = Train(PlantedRuns.Data(5, 30), new KernelOptions { Horizon = 10 });
        Assert.Equal(5 * 6 + 5 * 30 + 30 + 3 + 9, model.ParameterCount);
        Assert.Equal(2 * 5 * 3 + (3 * 5 * 6 + 20 * 5) / 10, model.Complexity.FlopsPerStep);
    }
}
