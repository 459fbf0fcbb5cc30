using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Peers.Measuring;
using Peers.Rows;
using Rom.Numerics.Files;

namespace Peers.Reporting;

/// <summary>Writes <c>docs/PERFORMANCE.md</c>.</summary>
internal static class PerformanceTable
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ceilings">The limits of the machine.</param>
    /// <param name="rows">The measured rows.</param>
    public static void Write(
        string path, Ceilings ceilings, IReadOnlyList<(IRow Row, IReadOnlyList<Finding> Findings)> rows)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Performance

            Written by one command, which measures everything below anew and takes about a quarter of an hour:

            ```
            dotnet run -c Release --project benchmarks/peers
            ```

            Contenders take turns in an order that each round draws anew, and a ratio is the median of the rounds'
            ratios (with the least and the greatest), so that a machine whose speed drifts treats both alike. A
            figure is the median; ± is half the distance of the quartiles. A peer runs on the same data. Recorded
            figures were measured elsewhere.

            | work | target | ours | peer | times as fast | ceiling of this machine | met |
            |---|---|---|---|---|---|---|

            """);
        foreach (var (row, findings) in rows)
        {
            for (int i = 0; i < findings.Count; i++)
            {
                var finding = findings[i];
                string met = finding.IsMet switch { true => "yes", false => "**no**", null => "–" };
                string[] cells =
                [
                    i == 0 ? row.Work : "", i == 0 ? row.Target : "", finding.Ours, finding.Peer, finding.Ratio,
                    finding.Ceiling, met,
                ];
                page.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
            }
        }
        page.Append(CultureInfo.InvariantCulture, $"""

            ## The machine

            {Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription};
            {RuntimeInformation.FrameworkDescription}; {DateTime.UtcNow:yyyy-MM-dd}. Measured on one core, and used
            for the ceilings above:

            | | |
            |---|---|
            | fused multiply-adds in double, 256-bit vectors | {ceilings.DoubleFlops / 1e9:0.0} GFLOP/s |
            | the same in float | {ceilings.FloatFlops / 1e9:0.0} GFLOP/s |
            | a quotient of a square root, in double | {ceilings.DoubleRoots / 1e9:0.00} billion/s |
            | reading 1 MiB again and again | {ceilings.CacheBytes / 1e9:0.0} GB/s |
            | reading 256 MiB | {ceilings.MemoryBytes / 1e9:0.0} GB/s |
            | reading a file in the page cache | {ceilings.FileBytes / 1e9:0.0} GB/s |

            """);
        AtomicFile.WriteText(path, page.ToString());
    }

    private static string Processor()
    {
        const string cpuInfo = "/proc/cpuinfo";
        string? line = File.Exists(cpuInfo)
            ? File.ReadLines(cpuInfo).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
