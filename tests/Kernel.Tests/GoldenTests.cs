using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Kernel.Tests;

/// <summary>Against <c>kernel.npz</c>, which <c>kernel.py</c> made with NumPy.</summary>
public sealed class GoldenTests : IDisposable
{
    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("kernel.npz"));

    [Theory]
    [InlineData("start_tail", WindowPlacement.Start, 1, 0.3, BeyondRule.Tail)]
    [InlineData("anywhere_climatology", WindowPlacement.Anywhere, 0.5, 1e-2, BeyondRule.Climatology)]
    [InlineData("anywhere_restart", WindowPlacement.Anywhere, 2, 0.1, BeyondRule.Restart)]
    public void Forecast_EqualsTheGoldenOne(
        string name, WindowPlacement windows, double width, double penalty, BeyondRule beyond)
    {
        var data = new LatentDataset(3, 0.5, Enumerable.Range(0, 8).Select(run => golden.ReadDoubles($"run{run}")));
        var model = new KernelTrainer(new KernelOptions
        {
            Lag = golden.ReadCount("lag"),
            Width = width,
            Penalty = penalty,
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
