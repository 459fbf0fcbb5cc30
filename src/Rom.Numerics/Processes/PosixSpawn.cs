using System.Collections;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rom.Numerics.Processes;

/// <summary>
/// <c>posix_spawn</c> (IEEE Std 1003.1): starts a process in a process group, which
/// <see cref="System.Diagnostics.Process"/> cannot.
/// </summary>
internal static class PosixSpawn
{
    // The same values on Linux and macOS.
    private const short SetGroup = 2, SetDefaultSignals = 4, SetSignalMask = 8;
    private const int BrokenPipe = 13, Kill = 9, Interrupted = 4, ReadOnly = 0, WriteOnly = 1;

    // More than any C library needs: glibc's attributes are the largest, with 336 bytes.
    private const int MostBytes = 1024;

    /// <summary>Starts a process.</summary>
    /// <param name="command">The program, searched in PATH where it has no path, and its arguments.</param>
    /// <param name="folder">Its working folder; null for this process's.</param>
    /// <param name="variables">
    /// Environment variables that it has beside, or in the place of, this process's own.
    /// </param>
    /// <param name="group">The process group that it joins; 0 for one of its own.</param>
    /// <param name="input">Its standard input; null for an empty one.</param>
    /// <param name="output">Its standard output; null for none.</param>
    /// <param name="error">Its standard error; null for none.</param>
    /// <returns>The process id.</returns>
    /// <exception cref="Win32Exception">The process cannot be started.</exception>
    public static int Start(
        IReadOnlyList<string> command, string? folder, IReadOnlyDictionary<string, string> variables, int group,
        SafeHandle? input, SafeHandle? output, SafeHandle? error)
    {
        nint actions = Marshal.AllocHGlobal(MostBytes);
        nint attributes = Marshal.AllocHGlobal(MostBytes);
        nint signals = Marshal.AllocHGlobal(MostBytes);
        try
        {
            Check(posix_spawn_file_actions_init(actions));
            Check(posix_spawnattr_init(attributes));
            try
            {
                Redirect(actions, 0, input);
                Redirect(actions, 1, output);
                Redirect(actions, 2, error);
                if (folder is not null) command = Within(actions, folder, command);
                Check(posix_spawnattr_setflags(attributes, SetGroup | SetDefaultSignals | SetSignalMask));
                Check(posix_spawnattr_setpgroup(attributes, group));
                // The runtime ignores SIGPIPE, which a program does not expect.
                sigemptyset(signals);
                Check(posix_spawnattr_setsigmask(attributes, signals));
                sigaddset(signals, BrokenPipe);
                Check(posix_spawnattr_setsigdefault(attributes, signals));
                Check(posix_spawnp(
                    out int process, command[0], actions, attributes, [.. command, null], VariablesWith(variables)));
                return process;
            }
            finally
            {
                _ = posix_spawn_file_actions_destroy(actions);
                _ = posix_spawnattr_destroy(attributes);
            }
        }
        finally
        {
            Marshal.FreeHGlobal(actions);
            Marshal.FreeHGlobal(attributes);
            Marshal.FreeHGlobal(signals);
        }
    }

    /// <summary>Waits for the end of a process that <see cref="Start"/> started.</summary>
    /// <param name="process">Its number.</param>
    /// <returns>Its exit code; 128 and the number of a signal that ended it.</returns>
    public static int WaitFor(int process)
    {
        int status;
        while (waitpid(process, out status, 0) < 0)
        {
            // Where this process was started with SIGCHLD ignored, the system keeps no exit codes, and the output
            // decides.
            if (Marshal.GetLastPInvokeError() != Interrupted) return 0;
        }
        int signal = status & 0x7F;
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal;
    }

    /// <summary>Ends all processes of a group.</summary>
    /// <param name="group">The group's number.</param>
    public static void KillGroup(int group) => _ = kill(-group, Kill);

    private static void Redirect(nint actions, int stream, SafeHandle? handle) => Check(handle is not null
        ? posix_spawn_file_actions_adddup2(actions, (int)handle.DangerousGetHandle(), stream)
        : posix_spawn_file_actions_addopen(actions, stream, "/dev/null", stream == 0 ? ReadOnly : WriteOnly, 0));

    // glibc can change the folder since 2.29; before, a shell changes it and is replaced by the program.
    private static IReadOnlyList<string> Within(nint actions, string folder, IReadOnlyList<string> command)
    {
        try
        {
            Check(posix_spawn_file_actions_addchdir_np(actions, folder));
            return command;
        }
        catch (EntryPointNotFoundException)
        {
            return ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, .. command];
        }
    }

    private static string?[] VariablesWith(IReadOnlyDictionary<string, string> variables) =>
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => !variables.ContainsKey((string)entry.Key)).Select(entry => $"{entry.Key}={entry.Value}"),
        .. variables.Select(entry => $"{entry.Key}={entry.Value}"),
        null,
    ];

    private static void Check(int error)
    {
        if (error != 0) throw new Win32Exception(error);
    }

#pragma warning disable IDE1006, SA1300 // the names of the C library
    // Texts are UTF-8, as LPStr is everywhere except on Windows.
    [DllImport("libc")]
    private static extern int posix_spawnp(
        out int process, [MarshalAs(UnmanagedType.LPUTF8Str)] string file, nint actions, nint attributes,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] arguments,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] environment);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_init(nint actions);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_destroy(nint actions);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_adddup2(nint actions, int from, int to);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addopen(
        nint actions, int descriptor, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addchdir_np(
        nint actions, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport("libc")]
    private static extern int posix_spawnattr_init(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_destroy(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setflags(nint attributes, short flags);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setpgroup(nint attributes, int group);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigdefault(nint attributes, nint signals);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigmask(nint attributes, nint signals);

    [DllImport("libc")]
    private static extern int sigemptyset(nint signals);

    [DllImport("libc")]
    private static extern int sigaddset(nint signals, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern int waitpid(int process, out int status, int options);

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
#pragma warning restore IDE1006, SA1300
}
