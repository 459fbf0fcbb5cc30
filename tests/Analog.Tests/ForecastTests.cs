using System.Runtime.InteropServices;
using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Analog.Tests;

/// <summary>Properties of forecasts.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ForecastTests
{
    private static IRomModel Train(LatentDataset data, AnalogOptions options) =>
        new AnalogTrainer(options).Train(data, TrainingContext.Silent(3));

    private static double[] Forecast(IRomModel model, ReadOnlySpan<double> window, int steps)
    {
        var forecast = new double[steps * model.LatentDimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    [Property(MaxTest = 40)]
    public void FewerSteps_AreTheFirstOfMore(byte rule, byte steps, byte dimension, bool anywhere)
    {
        int r = 1 + dimension % 9, n = 1 + steps % 60;
        var model = Train(PlantedRuns.Data(5, 30, r), new AnalogOptions
        {
            Lag = 3,
            Neighbours = 4,
            Beyond = (BeyondRule)(rule % 3),
            Windows = anywhere ? WindowPlacement.Anywhere : WindowPlacement.Start,
        });
        double[] window = PlantedRuns.Of(1, 3, r, seed: 9)[0], longest = Forecast(model, window, 60);
        Assert.Equal(longest[..(n * r)], Forecast(model, window, n));
    }

    [Theory]
    [InlineData(WindowPlacement.Start)]
    [InlineData(WindowPlacement.Anywhere)]
    public void OneNeighbour_OfATrainingWindowGivesItsContinuation(WindowPlacement windows)
    {
        var data = PlantedRuns.Data(4, 40);
        var model = Train(data, new AnalogOptions { Neighbours = 1, Windows = windows, Horizon = 20 });
        Assert.Equal(data.Run(2).Slice(5 * 3, 20 * 3).ToArray(), Forecast(model, data.Window(2, 5, 5), 20));
    }

    [Fact]
    public void Neighbours_AreWeighedByTheirDistance()
    {
        // States 0, 1 and 4 are followed by 10, 20 and 40; the distances of 0.5 from the first two are equal, and 0.25
        // is three times as far from 1 as from 0.
        var data = new LatentDataset(1, 1, [[0, 10], [1, 20], [4, 40]]);
        var model = Train(data, new AnalogOptions { Lag = 1, Neighbours = 2, Width = 1 });
        Assert.Equal(15, Forecast(model, [0.5], 1)[0], 1e-12);
        double near = Math.Exp(-0.5 / 9), far = Math.Exp(-0.5);
        Assert.Equal((10 * near + 20 * far) / (near + far), Forecast(model, [0.25], 1)[0], 1e-12);
    }

    [Theory]
    [InlineData(WindowPlacement.Start)]
    [InlineData(WindowPlacement.Anywhere)]
    public void Forecasts_DoNotDependOnTheOrderOfRuns(WindowPlacement windows)
    {
        double[][] runs = PlantedRuns.Of(9, 40);
        var options = new AnalogOptions { Windows = windows, Neighbours = 5, Beyond = BeyondRule.Climatology };
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        double[] forward = Forecast(Train(new(3, 1, runs), options), window, 60);
        double[] backward = Forecast(Train(new(3, 1, runs.Reverse()), options), window, 60);
        for (int i = 0; i < forward.Length; i++) Assert.Equal(forward[i], backward[i], 1e-12);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes()
    {
        var model = Train(PlantedRuns.Data(20, 50), new AnalogOptions { Beyond = BeyondRule.Restart });
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
        var model = Train(PlantedRuns.Data(20, 50), new AnalogOptions { Beyond = beyond });
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], forecast = new double[120 * 3];
        model.Forecast(window, 120, forecast);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(window, 120, forecast);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AWindowFarOutOfRange_GivesAForecastOfFullLength()
    {
        var model = Train(PlantedRuns.Data(5, 30), new AnalogOptions { Neighbours = 2, Lag = 1 });
        Assert.All(Forecast(model, [1e150, -1e150, 0], 40), value => Assert.True(double.IsFinite(value)));
        Assert.All(Forecast(model, [1e308, -1e308, 1e308], 40), value => Assert.False(double.IsFinite(value)));
    }

    [Fact]
    public void Size_IsThatOfStatesScalesAndRule()
    {
        var model = Train(PlantedRuns.Data(5, 30), new AnalogOptions { Neighbours = 2, Horizon = 10 });
        Assert.Equal(5 * 15 * 3 + 2 + 9, model.ParameterCount); // five windows of 5 states, with 10 after each
        Assert.Equal(2 * 2 * 3 + 3 * 5 * 6 / 10, model.Complexity.FlopsPerStep);
    }
}
