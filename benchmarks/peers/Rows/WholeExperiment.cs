using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>A configuration of the predecessor, unchanged.</summary>
internal sealed class WholeExperiment : IRow
{
    private const double Most = 60;
    private const double PredecessorSeconds = 2.5 * 3600;

    /// <inheritdoc/>
    public string Key => "experiment";

    /// <inheritdoc/>
    public string Work => "NDYN04_gas.yaml, 340 + 4 runs, all stages without the training of the LSTM (two cores)";

    /// <inheritdoc/>
    public string Target => "≤ 60 s";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        string configuration = Path.Combine(AppContext.BaseDirectory, "configurations", "NDYN04_gas.yaml");
        var seconds = new List<double>();
        long peak = 0;
        for (int round = 0; round < 3; round++)
        {
            var (wall, bytes, _) = HostProcess.Run(
                "run", "-c", configuration, "-o", workplace.Path("ndyn04"), "-q", "--force", "--set",
                "models.LSTM.enabled=false");
            seconds.Add(wall.TotalSeconds);
            peak = Math.Max(peak, bytes);
        }
        var samples = new Samples("ours", seconds);
        yield return new Finding($"{Figure.Time(samples)}, peak {Figure.Memory(peak)}", samples.Median <= Most)
        {
            Peer = "Python predecessor: ≈ 2.5 h (as recorded, not measured here)",
            Ratio = $"≈ {PredecessorSeconds / samples.Median:N0} ×",
        };
    }
}
