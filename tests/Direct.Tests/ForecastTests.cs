using System.Runtime.InteropServices;
using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Direct.Tests;

/// <summary>Properties of forecasts.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ForecastTests
{
    private static IRomModel Train(LatentDataset data, DirectOptions options) =>
        new DirectTrainer(options).Train(data, TrainingContext.Silent(3));

    private static double[] Forecast(IRomModel model, ReadOnlySpan<double> window, int steps)
    {
        var forecast = new double[steps * model.LatentDimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    // y_k = R y_(k−1) + c: a rotation by 0.3 with a decay, which every rule but the tail follows for ever.
    private static double[] Rotation(RandomStream random, int frames)
    {
        var y = new double[frames * 2];
        (y[0], y[1]) = (random.NextGaussian(), random.NextGaussian());
        for (int k = 1; k < frames; k++)
        {
            var (a, b) = (y[2 * k - 2], y[2 * k - 1]);
            y[2 * k] = 0.99 * (Math.Cos(0.3) * a - Math.Sin(0.3) * b) + 0.1;
            y[2 * k + 1] = 0.99 * (Math.Sin(0.3) * a + Math.Cos(0.3) * b) - 0.2;
        }
        return y;
    }

    [Theory]
    [InlineData(WindowPlacement.Start, BeyondRule.Tail, 38)]
    [InlineData(WindowPlacement.Anywhere, BeyondRule.Restart, 38)]
    [InlineData(WindowPlacement.Anywhere, BeyondRule.Restart, 200)]
    public void ALinearSystem_IsForecastExactly(WindowPlacement windows, BeyondRule beyond, int steps)
    {
        var random = new RandomStream(1);
        double[][] runs = [.. Enumerable.Range(0, 8).Select(_ => Rotation(random, 40))];
        var options = new DirectOptions
        {
            Lag = 2,
            StatePenalty = 1e-14,
            ChangePenalty = 1e-14,
            Windows = windows,
            Beyond = beyond,
        };
        // Smaller than the runs, so that a restart leaves it as it is.
        double[] truth = Rotation(random, 2 + steps);
        double[] forecast = Forecast(Train(new(2, 1, runs), options), truth.AsSpan(0, 4), steps);
        for (int i = 0; i < forecast.Length; i++) Assert.Equal(truth[4 + i], forecast[i], 1e-8);
    }

    [Fact]
    public void ALargePenalty_LeavesTheMeanContinuation()
    {
        double[][] runs = PlantedRuns.Of(9, 40);
        var options = new DirectOptions { StatePenalty = 1e12, ChangePenalty = 1e12 };
        double[] forecast = Forecast(Train(new(3, 1, runs), options), runs[2].AsSpan(0, 15), 35);
        for (int i = 0; i < forecast.Length; i++)
            Assert.Equal(runs.Average(run => run[15 + i]), forecast[i], 1e-9);
    }

    [Property(MaxTest = 40)]
    public void FewerSteps_AreTheFirstOfMore(byte rule, byte steps, byte dimension, bool anywhere)
    {
        int r = 1 + dimension % 9, n = 1 + steps % 60;
        var model = Train(PlantedRuns.Data(5, 30, r), new DirectOptions
        {
            Lag = 3,
            Beyond = (BeyondRule)(rule % 3),
            Windows = anywhere ? WindowPlacement.Anywhere : WindowPlacement.Start,
        });
        double[] window = PlantedRuns.Of(1, 3, r, seed: 9)[0], longest = Forecast(model, window, 60);
        Assert.Equal(longest[..(n * r)], Forecast(model, window, n));
    }

    [Fact]
    public void OutputsThatAreFittedInTurn_AreThoseOfAShorterHorizon()
    {
        // 900 steps of 3 modes are six solutions.
        var data = PlantedRuns.Data(6, 905);
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], whole = Forecast(Train(data, new()), window, 900);
        double[] part = Forecast(Train(data, new DirectOptions { Horizon = 350 }), window, 350);
        for (int i = 0; i < part.Length; i++) Assert.Equal(whole[i], part[i], 1e-12);
    }

    [Theory]
    [InlineData(WindowPlacement.Start)]
    [InlineData(WindowPlacement.Anywhere)]
    public void Forecasts_DoNotDependOnTheOrderOfRuns(WindowPlacement windows)
    {
        double[][] runs = PlantedRuns.Of(9, 40);
        var options = new DirectOptions { Windows = windows, Beyond = BeyondRule.Climatology };
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        double[] forward = Forecast(Train(new(3, 1, runs), options), window, 60);
        double[] backward = Forecast(Train(new(3, 1, runs.Reverse()), options), window, 60);
        for (int i = 0; i < forward.Length; i++) Assert.Equal(forward[i], backward[i], 1e-11);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes()
    {
        var model = Train(PlantedRuns.Data(20, 50), new DirectOptions { Beyond = BeyondRule.Restart });
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
        var model = Train(PlantedRuns.Data(20, 50), new DirectOptions { Beyond = beyond });
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], forecast = new double[120 * 3];
        model.Forecast(window, 120, forecast);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(window, 120, forecast);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Size_IsThatOfMapAndRule()
    {
        var model = Train(PlantedRuns.Data(5, 30), new DirectOptions { Horizon = 10 });
        Assert.Equal(10 * 3 * (5 * 3 + 1) + 9, model.ParameterCount);
        Assert.Equal(3 * (2 * 5 * 3 + 1), model.Complexity.FlopsPerStep);
    }
}
