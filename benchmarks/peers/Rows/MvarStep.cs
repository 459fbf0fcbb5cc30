using Mvar;
using Peers.Measuring;
using Peers.Reporting;
using Rom.Abstractions;

namespace Peers.Rows;

/// <summary>A step of the autoregressive model in a closed loop.</summary>
internal sealed class MvarStep : IRow
{
    private const int Steps = 1000;
    private const double Most = 0.5e-6;
    private const double Predecessor = 5.9e-6; // as recorded, for the same model

    /// <inheritdoc/>
    public string Key => "mvar-step";

    /// <inheritdoc/>
    public string Work => "MVAR step, r = 19, w = 5";

    /// <inheritdoc/>
    public string Target => "≤ 0.5 µs, 0 bytes allocated";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        var data = LatentRuns.Make();
        var model = new MvarTrainer(new MvarOptions { Lag = LatentRuns.Lag }).Train(
            data, TrainingContext.Silent(seed: 1));
        double[] window = data.Window(0, LatentRuns.Lag, LatentRuns.Lag).ToArray();
        var forecast = new double[Steps * LatentRuns.Dimension];
        using var ours = new Kernel("ours", Steps, () => model.Forecast(window, Steps, forecast));
        var samples = Contest.Run(11, ours)[0];
        long bytes = ours.AllocatedBytesPerCall();
        double flops = 2.0 * LatentRuns.Lag * LatentRuns.Dimension * LatentRuns.Dimension;
        yield return new Finding(
            $"{Figure.Time(samples)}, {bytes} bytes in {Steps:N0} steps", samples.Median <= Most && bytes == 0)
        {
            Peer = $"Python predecessor: {Figure.Time(Predecessor)} (as recorded, not measured here)",
            Ratio = $"≈ {Figure.Digits(Predecessor / samples.Median)} ×",
            Ceiling = $"{flops:N0} operations at {workplace.Ceilings.DoubleFlops / 1e9:0} GFLOP/s: "
                + $"{Figure.Time(flops / workplace.Ceilings.DoubleFlops)}",
        };
    }
}
