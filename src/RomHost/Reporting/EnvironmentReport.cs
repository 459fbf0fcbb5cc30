using System.Reflection;
using System.Runtime.InteropServices;

namespace RomHost.Reporting;

/// <summary>The machine and the software that figures come from.</summary>
/// <param name="RomhostVersion">The host's version.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Os">The operating system.</param>
/// <param name="Architecture">The processor's architecture.</param>
/// <param name="Processor">The processor's name, where the system tells it.</param>
/// <param name="Processors">Logical processors that the process may use.</param>
/// <param name="VectorBits">Width of the widest vectors that the hardware accelerates.</param>
/// <param name="MemoryGb">Memory that the process may use [GiB].</param>
/// <param name="HostThreads">Runs worked on at once.</param>
internal sealed record EnvironmentReport(
    string RomhostVersion,
    string Runtime,
    string Os,
    string Architecture,
    string? Processor,
    int Processors,
    int VectorBits,
    double MemoryGb,
    int HostThreads)
{
    /// <summary>Describes the present environment.</summary>
    /// <param name="threads">Runs worked on at once.</param>
    public static EnvironmentReport Current(int threads) => new(
        HostVersion,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        ProcessorName(),
        Environment.ProcessorCount,
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512
            : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256 : 128,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 2),
        threads);

    /// <summary>The host's version.</summary>
    public static string HostVersion { get; } =
        typeof(EnvironmentReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string? ProcessorName()
    {
        const string Table = "/proc/cpuinfo";
        if (!File.Exists(Table)) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        string? line = File.ReadLines(Table).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim();
    }
}
