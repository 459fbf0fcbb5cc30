using Peers.Processes;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>The growth of an experiment's memory with its number of runs.</summary>
internal sealed class MemoryGrowth : IRow
{
    // Latent trajectories and shifts grow, by 26 kB a run. The rest depends on the garbage collector.
    private const double Allowed = 1.2;
    private static readonly int[] Runs = [85, 340, 1360];

    /// <inheritdoc/>
    public string Key => "memory";

    /// <inheritdoc/>
    public string Work => "peak memory of a whole experiment (MVAR, 100 particles, 64 × 64 cells), 85 → 1,360 runs";

    /// <inheritdoc/>
    public string Target => "flat (within 20 %)";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        string configuration = Path.Combine(AppContext.BaseDirectory, "configurations", "ensemble.yaml");
        var peaks = new List<double>();
        foreach (int runs in Runs)
        {
            string output = workplace.Path("memory");
            var (_, peak, _) = HostProcess.Run(
                "run", "-c", configuration, "-o", output, "-q", "--set", "simulator.particles=100",
                "--set", $"train.initial_conditions=[{{family: uniform, samples: {runs}}}]");
            peaks.Add(peak);
            Directory.Delete(output, recursive: true);
        }
        yield return new Finding(
            string.Join(", ", Runs.Zip(peaks, (runs, peak) => $"{runs:N0} runs {Figure.Memory(peak)}")),
            peaks.Max() <= Allowed * peaks[0]);
    }
}
