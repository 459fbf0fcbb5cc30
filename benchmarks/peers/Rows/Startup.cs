using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>The start-up time of the command line.</summary>
internal sealed class Startup : IRow
{
    /// <inheritdoc/>
    public string Key => "startup";

    /// <inheritdoc/>
    public string Work => "romhost --help; romhost plugins";

    /// <inheritdoc/>
    public string Target => "≤ 0.2 s; ≤ 0.5 s, libtorch not loaded";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        var samples = Contest.Run(11, new Command("--help"), new Command("plugins"));
        yield return new Finding($"--help {Figure.Time(samples[0])}", samples[0].Median <= 0.2);
        // libtorch alone maps more than half a gigabyte.
        long peak = HostProcess.Run("plugins").PeakBytes;
        yield return new Finding(
            $"plugins {Figure.Time(samples[1])}, peak {Figure.Memory(peak)}", samples[1].Median <= 0.5);
    }

    private sealed class Command(string name) : IContender
    {
        public string Name => name;

        public double Measure() => HostProcess.Run(name).Wall.TotalSeconds;

        public void Dispose()
        {
            // Each measurement has a process of its own.
        }
    }
}
