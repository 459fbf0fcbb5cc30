using Rom.Forecasting.Plugins;
using Rom.Forecasting.Work;
using RomHost.Ending;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary>
/// Detects an exit of the process that the host did not request: a plugin calls <c>Environment.Exit</c>, or <c>exit</c>
/// of the C library, or throws on a thread of its own. The exit code becomes <see cref="ExitCode.StageFailed"/> with a
/// message, whatever code was requested.
/// </summary>
/// <remarks>
/// <c>Environment.FailFast</c>, a stack overflow, an access violation and <c>abort</c> cannot be detected: the runtime
/// writes the stack and ends the process by a signal. Nor can <c>_exit</c>: <see cref="Artifacts.ExperimentTurn"/>
/// reports it at the next run.
/// </remarks>
internal static class ForeignExit
{
    private static int ends;

    /// <summary>Starts watching.</summary>
    public static void Watch()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (HostExit.Code is null && !IsSignal)
                End($"ended the process (Environment.Exit({Environment.ExitCode}))");
        };
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
        {
            if (HostExit.Code is { } code) NativeExit.Now(code);
            End((Exception)thrown.ExceptionObject);
        };
        NativeExit.Handle(() =>
        {
            // The handlers of plugins have run by now, and may have requested another code.
            if (HostExit.Code is { } code) NativeExit.Now(code);
            if (!IsSignal) End("ended the process (exit of the C library)");
        });
    }

    // Before and after a command the runtime handles SIGTERM: it exits with this code.
    private static bool IsSignal => Environment.ExitCode == ExitCode.Terminated && WorkUnderWay.Innermost.Count == 0;

    private static void End(Exception thrown) => End(
        $"ended the process by an exception on a thread of its own ({PluginFailure.Describe(thrown)})",
        PluginFailure.PluginOf(thrown), Environment.NewLine + PluginFailure.StackOf(thrown));

    private static void End(string what, string? plugin = null, string stack = "")
    {
        // One message is enough, and no other thread may end the process before it is written.
        if (Interlocked.Increment(ref ends) > 1) Thread.Sleep(Timeout.Infinite);
        ProgressDisplay.Current.Leave();
        Console.Error.WriteLine($"error: {Message(what, plugin)}{stack}");
        HostExit.Now(ExitCode.StageFailed);
    }

    private static string Message(string what, string? plugin)
    {
        var mine = WorkUnderWay.OfThisThread;
        IReadOnlyList<WorkUnderWay> works = mine is { IsOver: false } ? [mine] : WorkUnderWay.Innermost;
        string[] plugins = plugin is not null
            ? [plugin]
            : [.. (mine?.Plugin is not null ? [mine] : works).Select(work => work.Plugin).OfType<string>().Distinct()];
        string who = plugins switch
        {
            [] => "a library of the host",
            [var only] => $"plugin {only}",
            _ => $"one of the plugins {string.Join(", ", plugins)}",
        };
        string from = mine is { IsOver: true } ? $", on a thread that {mine.Name} started" : "";
        string during = WorkUnderWay.Names(works) is { } names ? $" during {names}" : "";
        return $"{who} {what}{during}{from}; what was finished before stays, and the same command continues. "
            + "A plugin says that it failed by an exception that the caller gets";
    }
}
