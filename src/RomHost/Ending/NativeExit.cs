using System.Runtime.InteropServices;

namespace RomHost.Ending;

/// <summary>The system's own way out of the process, which runs nothing more in it: no handler, no finalizer, no destructor.</summary>
internal static class NativeExit
{
    /// <summary>Ends the process at once.</summary>
    /// <param name="code">The exit code.</param>
    public static void Now(int code)
    {
        if (OperatingSystem.IsWindows()) TerminateProcess(GetCurrentProcess(), (uint)code);
        else Exit(code);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void Exit(int code);

    [DllImport("kernel32")]
    private static extern nint GetCurrentProcess();

    [DllImport("kernel32")]
    private static extern int TerminateProcess(nint process, uint code);
}
