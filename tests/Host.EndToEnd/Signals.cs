using System.Diagnostics;
using System.Globalization;

namespace Host.EndToEnd;

/// <summary>Signals to a running host, by the command <c>kill</c>.</summary>
internal static class Signals
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Skips a test where there is no such command.</summary>
    public static void SkipWithout() => Assert.SkipUnless(
        File.Exists("/bin/kill") || File.Exists("/usr/bin/kill"), "needs the kill command");

    /// <summary>Skips a test in a process that was started with SIGINT ignored: what it starts inherits that.</summary>
    /// <remarks>A shell without job control starts background jobs so.</remarks>
    public static void SkipWhereInterruptsAreIgnored()
    {
        const string Status = "/proc/self/status", Key = "SigIgn:";
        if (!File.Exists(Status)) return;
        // proc(5): a mask of signals, the first in the lowest bit.
        string mask = File.ReadLines(Status)
            .First(line => line.StartsWith(Key, StringComparison.Ordinal))[Key.Length..].Trim();
        const ulong Interrupt = 1 << (2 - 1);
        Assert.SkipWhen(
            (Convert.ToUInt64(mask, 16) & Interrupt) != 0,
            "this process was started with SIGINT ignored, and what it starts inherits that");
    }

    /// <summary>Sends a signal, to the process alone.</summary>
    /// <param name="process">The process.</param>
    /// <param name="name">The name of the signal, without <c>SIG</c>.</param>
    public static void Send(Process process, string name) =>
        Kill("-" + name, process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends a signal to the process and its group, which it leads.</summary>
    /// <param name="process">The process.</param>
    /// <param name="name">The name of the signal, without <c>SIG</c>.</param>
    public static void SendToGroup(Process process, string name) =>
        Kill("-" + name, "--", (-process.Id).ToString(CultureInfo.InvariantCulture));

    /// <summary>Pauses a process; no thread of it runs when this returns.</summary>
    /// <param name="process">The process.</param>
    public static void Pause(Process process)
    {
        Send(process, "STOP");
        if (!OperatingSystem.IsLinux()) return; // states of threads are read in /proc
        // The signal is delivered before the threads have stopped: on a busy machine they still run for a while.
        Assert.True(
            SpinWait.SpinUntil(() => process.HasExited || IsPaused(process), Patience),
            "SIGSTOP did not pause each thread of the host");
        Assert.False(process.HasExited, "the host ended before it was paused");
    }

    private static bool IsPaused(Process process)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{process.Id}/task").All(thread => StateOf(thread) == 'T');
        }
        catch (IOException)
        {
            return false; // a thread ended
        }
    }

    // proc(5): the state stands behind the name, which is in parentheses.
    private static char StateOf(string thread)
    {
        string line = File.ReadAllText(Path.Combine(thread, "stat"));
        return line[line.LastIndexOf(')') + 2];
    }

    private static void Kill(params string[] arguments)
    {
        using var kill = Process.Start("kill", arguments);
        kill.WaitForExit();
        Assert.True(kill.ExitCode == 0, "the process to send a signal to has ended");
    }
}
