using System.Globalization;
using Mvar;
using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Peers.Rows;

/// <summary>Fitting the autoregressive model.</summary>
internal sealed class MvarFit : IRow
{
    private const double Ratio = 5;

    /// <inheritdoc/>
    public string Key => "mvar-fit";

    /// <inheritdoc/>
    public string Work => "MVAR fit of 55,080 windows, r = 19, w = 5, windows included";

    /// <inheritdoc/>
    public string Target => "≥ 5 × scikit-learn's Ridge with its loop over windows";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        var data = LatentRuns.Make();
        string file = workplace.Path("latent.npz");
        using (var npz = NpzWriter.Create(file))
        {
            for (int run = 0; run < data.RunCount; run++)
                npz.Add($"run{run:D3}", data.Run(run), data.FrameCount(run), data.Dimension);
            npz.Commit();
        }
        var trainer = new MvarTrainer(new MvarOptions { Lag = LatentRuns.Lag, RidgeAlpha = 1e-4 });
        using var ours = new Kernel("ours", 1, () => trainer.Train(data, TrainingContext.Silent(seed: 1)));
        using var ridge = PythonPeer.Start(
            "scikit-learn Ridge", Environment.ProcessorCount, "ridge.py", file, $"{LatentRuns.Lag}",
            1e-4.ToString(CultureInfo.InvariantCulture));
        double width = (LatentRuns.Lag + 1) * LatentRuns.Dimension;
        // half of the moments' matrix, two operations each
        double flops = data.WindowCount(LatentRuns.Lag) * width * width;
        yield return Finding.Against(
            Contest.Run(11, ridge is null ? [ours] : [ours, ridge]), Figure.Time, Ratio,
            $"moments, {Figure.Digits(flops / 1e9)} billion operations at {workplace.Ceilings.DoubleFlops / 1e9:0} "
            + $"GFLOP/s of one core: {Figure.Time(flops / workplace.Ceilings.DoubleFlops)}");
    }
}
