using System.Reflection;

namespace Peers.Processes;

/// <summary>Paths of the builds that are measured.</summary>
internal static class Installation
{
    /// <summary>The host's executable.</summary>
    public static string Host => Path.GetFullPath(Metadata("Host"));

    /// <summary>The folder of libtorch.</summary>
    public static string LibTorch => Path.GetFullPath(Metadata("LibTorch"));

    /// <summary>The report to write.</summary>
    public static string Report => Path.GetFullPath(Metadata("Report"));

    private static string Metadata(string key) => typeof(Installation).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
