using System.Runtime.InteropServices;

namespace RomHost.Processes;

/// <summary>
/// Handles standard streams that were closed before this program started (<c>romhost … &gt;&amp;-</c>): it starts
/// itself again in the same process, with empty ones in their place.
/// </summary>
/// <remarks>
/// A file that is opened gets the lowest free number, so what is printed would be written into an artifact. When the
/// program's first statement runs, the runtime itself has taken such numbers for its pipes, which cannot be moved. It
/// opens them to be closed by <c>exec</c>, which an inherited stream never is.
/// </remarks>
internal static class ClosedStreams
{
    private const int Streams = 3, GetFlags = 1, CloseOnExecute = 1, ReadWrite = 2; // the same on Linux and macOS

    /// <summary>Starts the program again where a standard stream was closed; it does not return then.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>The reason why it cannot be started again; null where every stream is open.</returns>
    public static string? Replace(string[] arguments)
    {
        if (OperatingSystem.IsWindows()) return null;
        // Without a loop, which every start would wait for the compiler to optimise.
        return IsClosed(0) || IsClosed(1) || IsClosed(2) ? StartAgain(arguments) : null;
    }

    private static string StartAgain(string[] arguments)
    {
        int[] closed = [.. Enumerable.Range(0, Streams).Where(IsClosed)];
        var (program, first) = HostProgram.Find();
        foreach (int stream in closed) OpenNothing(stream);
        _ = execv(program, [program, .. first, .. arguments, null]);
        return $"expected open standard streams, found number {string.Join(", ", closed)} closed, and {program} cannot "
            + $"be started again with others ({Marshal.GetLastPInvokeErrorMessage()}); redirect them to /dev/null";
    }

    private static bool IsClosed(int stream) => fcntl(stream, GetFlags) is var flags
        && (flags < 0 || (flags & CloseOnExecute) != 0);

    private static void OpenNothing(int stream)
    {
        int nothing = open("/dev/null", ReadWrite);
        if (nothing < 0 || nothing == stream) return;
        _ = dup2(nothing, stream);
        _ = close(nothing);
    }

#pragma warning disable IDE1006, SA1300, SYSLIB1054, CA5392 // the names of the C library, which is the system's own
    // Neither variadic function gets an argument beyond those that it always has.
    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(int descriptor, int command);

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int dup2(int from, int to);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int execv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string program,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] arguments);
#pragma warning restore IDE1006, SA1300, SYSLIB1054, CA5392
}
