using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Provenance;
using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>The machine and the software that produced the figures.</summary>
/// <param name="RomhostVersion">The host's version.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Os">The operating system.</param>
/// <param name="Architecture">The processor's architecture.</param>
/// <param name="Processor">The processor's name, where the system reports it.</param>
/// <param name="Processors">Logical processors that the process may use.</param>
/// <param name="VectorBits">Width of the widest vectors that the hardware accelerates.</param>
/// <param name="MemoryGb">Memory that the process may use [GiB].</param>
/// <param name="HostThreads">Number of concurrent runs.</param>
/// <param name="GcMode">
/// The garbage collector's mode: <c>workstation</c> or <c>server</c>, and whether it is concurrent.
/// </param>
/// <param name="PowerGovernor">The governor of the processor's clock, where the system reports it.</param>
/// <param name="Load">Mean number of processes ready to run in the last minute, where the system reports it.</param>
/// <param name="Commit">The commit of the host's build, where known.</param>
/// <param name="SharedLibraries">Native libraries of built-in plugins with their versions: libtorch's.</param>
/// <param name="ConfigurationSha256">
/// SHA-256 of <c>config_resolved.yaml</c>: equal for experiments with the same configuration.
/// </param>
internal sealed record EnvironmentReport(
    string RomhostVersion,
    string Runtime,
    string Os,
    string Architecture,
    string? Processor,
    int Processors,
    int VectorBits,
    double MemoryGb,
    int HostThreads,
    string GcMode,
    string? PowerGovernor,
    double? Load,
    string? Commit,
    IReadOnlyList<string> SharedLibraries,
    string ConfigurationSha256)
{
    /// <summary>Describes the present environment.</summary>
    /// <param name="threads">Number of concurrent runs.</param>
    /// <param name="configuration">The resolved configuration's file.</param>
    public static EnvironmentReport Current(int threads, string configuration) => new(
        HostBuild.Version,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        ProcessorName(),
        Environment.ProcessorCount,
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512
            : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256 : 128,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 2),
        threads,
        (GCSettings.IsServerGC ? "server" : "workstation")
            + (GCSettings.LatencyMode == GCLatencyMode.Batch ? "" : ", concurrent"),
        FirstWord("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
        double.TryParse(FirstWord("/proc/loadavg"), NumberStyles.Float, CultureInfo.InvariantCulture, out double load)
            ? load
            : null,
        FirstWord(Path.Combine(AppContext.BaseDirectory, "commit.txt")),
        PluginFolder.SharedLibraries,
        FileDigest.Of(configuration));

    private static string? FirstWord(string path)
    {
        try
        {
            return File.ReadAllText(path).Split().FirstOrDefault(word => word.Length > 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // another system, or a container without it
        }
    }

    private static string? ProcessorName()
    {
        const string Table = "/proc/cpuinfo";
        if (!File.Exists(Table)) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        string? line =
            File.ReadLines(Table).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim();
    }
}
