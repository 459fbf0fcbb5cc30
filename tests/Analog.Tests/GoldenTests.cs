using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Analog.Tests;

/// <summary>Against <c>analog.npz</c>, which <c>analog.py</c> made with NumPy.</summary>
public sealed class GoldenTests : IDisposable
{
    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("analog.npz"));

    [Theory]
    [InlineData("start_tail", WindowPlacement.Start, 3, BeyondRule.Tail)]
    [InlineData("anywhere_climatology", WindowPlacement.Anywhere, 7, BeyondRule.Climatology)]
    [InlineData("anywhere_restart", WindowPlacement.Anywhere, 5, BeyondRule.Restart)]
    public void Forecast_EqualsTheGoldenOne(string name, WindowPlacement windows, int neighbours, BeyondRule beyond)
    {
        var data = new LatentDataset(3, 0.5, Enumerable.Range(0, 6).Select(run => golden.ReadDoubles($"run{run}")));
        var model = new AnalogTrainer(new AnalogOptions
        {
            Lag = golden.ReadCount("lag"),
            Neighbours = neighbours,
            Width = golden.ReadScalar("width"),
            ChangeWeight = golden.ReadScalar("change_weight"),
            Windows = windows,
            Beyond = beyond,
        }).Train(data, TrainingContext.Silent(0));
        Assert.Equal(golden.ReadScalar(name + "_horizon"), model.Diagnostics["horizon_steps"]);
        Assert.Equal(0.5 * golden.ReadScalar(name + "_horizon"), model.Diagnostics["horizon_time"]);
        double[] expected = golden.ReadDoubles(name), forecast = new double[expected.Length];
        model.Forecast(golden.ReadDoubles("test"), forecast.Length / 3, forecast);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], forecast[i], 1e-9);
    }

    public void Dispose() => golden.Dispose();
}
