using System.Runtime.InteropServices;

namespace RomHost.Ending;

/// <summary>Ends the process through the system.</summary>
internal static class NativeExit
{
    // The C library keeps the function, so the garbage collector must not free it.
    private static ExitHandler? kept;

    private delegate void ExitHandler(nint argument);

    /// <summary>Ends the process at once, without handlers, finalizers or destructors.</summary>
    /// <param name="code">The exit code.</param>
    public static void Now(int code)
    {
        if (OperatingSystem.IsWindows()) TerminateProcess(GetCurrentProcess(), (uint)code);
        else Exit(code);
    }

    /// <summary>
    /// Registers a callback for the C library's <c>exit</c>, called by the runtime, a native library of a plugin or a
    /// Fortran <c>STOP</c>. Windows has no equivalent.
    /// </summary>
    /// <param name="handler">The callback, on the thread that called <c>exit</c>.</param>
    public static void Handle(Action handler)
    {
        if (OperatingSystem.IsWindows() || kept is not null) return;
        kept = _ => handler();
        if (AtExit(Marshal.GetFunctionPointerForDelegate(kept), 0, 0) != 0) kept = null;
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void Exit(int code);

    [DllImport("libc", EntryPoint = "__cxa_atexit")]
    private static extern int AtExit(nint handler, nint argument, nint library);

    [DllImport("kernel32")]
    private static extern nint GetCurrentProcess();

    [DllImport("kernel32")]
    private static extern int TerminateProcess(nint process, uint code);
}
