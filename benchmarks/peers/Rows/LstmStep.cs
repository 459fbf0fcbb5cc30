using Lstm;
using Lstm.LibTorch;
using Lstm.Training;
using Peers.Measuring;
using Peers.Reporting;
using static TorchSharp.torch;

namespace Peers.Rows;

/// <summary>A step of the LSTM in a closed loop.</summary>
internal sealed class LstmStep : IRow
{
    private const int Steps = 200;
    private const double Ratio = 7;
    private const double Most = 30e-6;

    private static readonly Architecture Shape = new(
        LatentRuns.Dimension, LatentRuns.Lag, HiddenUnits: 128, Layers: 2, LayerNorm: true, Residual: true);

    /// <inheritdoc/>
    public string Key => "lstm-step";

    /// <inheritdoc/>
    public string Work => "LSTM step, 128 units, 2 layers, window 5, r = 19, one core";

    /// <inheritdoc/>
    public string Target => "≥ 7 × libtorch (inference_mode, warm), ≤ 30 µs, 0 bytes allocated";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        LibTorchLibrary.EnsureLoaded();
        set_num_threads(1);
        using var module = new LstmModule(Shape, dropout: 0);
        module.eval();
        var model = new LstmModel(Shape, Normalization.None(Shape.LatentDimension), module.Weights(), []);
        var window = new double[Shape.Lag * Shape.LatentDimension];
        for (int i = 0; i < window.Length; i++) window[i] = Math.Sin(i);
        var forecast = new double[Steps * Shape.LatentDimension];
        using var mode = inference_mode();
        using var input = tensor(window.Select(value => (float)value).ToArray(), [1, Shape.Lag, Shape.LatentDimension]);

        using var loop = new Kernel("ours, in a closed loop", Steps, () => model.Forecast(window, Steps, forecast));
        using var single = new Kernel(
            "ours, one step of a window", 1,
            () => model.Forecast(window, 1, forecast.AsSpan(0, Shape.LatentDimension)));
        using var libtorch = new Kernel("libtorch, inference_mode", 1, () =>
        {
            using var prediction = module.forward(input);
        });
        var samples = Contest.Run(11, loop, libtorch, single);
        long bytes = loop.AllocatedBytesPerCall();
        // Each weight once for each window under way; and each weight once from memory that only the last cache holds.
        double flops = 2.0 * 4 * Shape.HiddenUnits
            * (Shape.LatentDimension + (Shape.Lag - 1) * Shape.HiddenUnits + (2 * Shape.Lag - 1) * Shape.HiddenUnits);
        double bytesRead = 4.0 * Shape.ParameterCount;
        string ceiling = $"{Figure.Digits(flops / 1e6)} million operations at {workplace.Ceilings.FloatFlops / 1e9:0} "
            + $"GFLOP/s: {Figure.Time(flops / workplace.Ceilings.FloatFlops)}; {Figure.Memory(bytesRead)} of weights "
            + $"at {workplace.Ceilings.CacheBytes / 1e9:0} GB/s: "
            + $"{Figure.Time(bytesRead / workplace.Ceilings.CacheBytes)}";
        yield return Finding.Against(
            samples[..2],
            sample => Figure.Time(sample) + (sample.Name == loop.Name ? $", {bytes} bytes in {Steps} steps" : ""),
            Ratio, ceiling, alsoMet: samples[0].Median <= Most && bytes == 0);
        yield return new Finding($"one step of a window that was not seen before: {Figure.Time(samples[2])}", null)
        {
            Peer = $"{samples[1].Name}: {Figure.Time(samples[1])}",
            Ratio = Figure.Ratio(samples[2], samples[1]),
        };
    }
}
