using System.Runtime.InteropServices;

namespace RomHost.Ending;

/// <summary>Limits that a shell or a batch system set for this process (<c>ulimit</c>), where they are too low to work with.</summary>
internal static class ProcessLimits
{
    // A run of two threads with the shipped plugins and libtorch has more than 220 files open: assemblies stay so.
    private const ulong FewestFiles = 256;

    // Half of it is not enough for the runtime's libraries; libtorch needs some more.
    private const ulong LeastAddresses = 4UL << 30;

    private const int FileSize = 1, AddressSpace = 5, OpenFiles = 9; // of the runtime's own layer over getrlimit(2)
    private const PosixSignal FileTooLarge = (PosixSignal)25; // SIGXFSZ, on Linux and macOS

    /// <summary>What keeps the host from working; null where nothing does.</summary>
    public static string? Refusal()
    {
        if (OperatingSystem.IsWindows()) return null;
        if (Of(OpenFiles) is < FewestFiles and var files)
        {
            return $"expected a process that may have at least {FewestFiles} files open, found a limit of {files}; raise it (ulimit -n 1024), "
                + "or ask who set it";
        }
        if (Of(AddressSpace) is < LeastAddresses and var bytes)
        {
            return $"expected a process that may have at least {LeastAddresses >> 10} kB of addresses, found a limit of {bytes >> 10} kB; "
                + "raise it (ulimit -v unlimited) and limit the memory by DOTNET_GCHeapHardLimit or a control group instead";
        }
        return null;
    }

    /// <summary>What may have kept a file from being written: how large files may grow.</summary>
    /// <returns>A part of a message, or nothing where there is no limit.</returns>
    public static string OnFileSize() => !OperatingSystem.IsWindows() && Of(FileSize) is { } bytes and < long.MaxValue
        ? $"; no file may grow beyond {bytes >> 10} kB here (ulimit -f): raise it"
        : "";

    /// <summary>Lets a file that grows beyond <c>ulimit -f</c> be an error of its writer; without this the signal ends the process.</summary>
    /// <returns>What ends this when it is disposed; null on Windows.</returns>
    public static IDisposable? ReportFilesTooLarge() =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);

    private static ulong? Of(int resource) => GetRLimit(resource, out Limit limit) == 0 ? limit.Current : null;

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_GetRLimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetRLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Current;
        public ulong Maximum;
    }
}
