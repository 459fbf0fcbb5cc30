using System.Runtime.InteropServices;

namespace RomHost.Ending;

/// <summary>Checks limits that a shell or a batch system set for this process (<c>ulimit</c>).</summary>
internal static class ProcessLimits
{
    // A run of two threads with the shipped plugins and libtorch has more than 220 open files, since assemblies stay
    // open.
    private const ulong FewestFiles = 256;

    // Half of it is not enough for the runtime's libraries; libtorch needs some more.
    private const ulong LeastAddresses = 4UL << 30;

    private const int FileSize = 1, AddressSpace = 5, OpenFiles = 9; // numbers of the runtime's layer over getrlimit(2)
    private const PosixSignal FileTooLarge = (PosixSignal)25; // SIGXFSZ, on Linux and macOS

    /// <summary>Returns the limit that prevents the host from working; null for none.</summary>
    public static string? Refusal()
    {
        if (OperatingSystem.IsWindows()) return null;
        if (Of(OpenFiles) is < FewestFiles and var files)
        {
            return $"expected a process that may have at least {FewestFiles} files open, found a limit of {files}; "
                + "raise it (ulimit -n 1024), or ask who set it";
        }
        if (Of(AddressSpace) is < LeastAddresses and var bytes)
        {
            return $"expected a process that may have at least {LeastAddresses >> 10} kB of addresses, found a limit "
                + $"of {bytes >> 10} kB; raise it (ulimit -v unlimited) "
                + "and limit the memory by DOTNET_GCHeapHardLimit or a control group instead";
        }
        return null;
    }

    /// <summary>Returns a hint on the limit of file sizes, which may have prevented writing a file.</summary>
    /// <returns>A part of a message, or nothing where there is no limit.</returns>
    public static string OnFileSize() => !OperatingSystem.IsWindows() && Of(FileSize) is { } bytes and < long.MaxValue
        ? $"; no file may grow beyond {bytes >> 10} kB here (ulimit -f): raise it"
        : "";

    /// <summary>
    /// Lets exceeding <c>ulimit -f</c> be an error of the writer; otherwise the signal ends the process.
    /// </summary>
    /// <returns>Undoes this on disposal; null on Windows.</returns>
    public static IDisposable? ReportFilesTooLarge() =>
        OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);

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
