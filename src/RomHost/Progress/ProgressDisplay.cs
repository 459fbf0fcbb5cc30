using Spectre.Console;

namespace RomHost.Progress;

/// <summary>
/// Chooses the display of progress; always on standard error, so that standard output contains results only.
/// </summary>
internal static class ProgressDisplay
{
    /// <summary>The display of this process, which messages about signals and exits use, too.</summary>
    public static IProgressDisplay Current { get; private set; } = new QuietProgressDisplay(Console.Error);

    /// <summary>Creates the display of this process.</summary>
    /// <param name="quiet">Whether only warnings are shown.</param>
    /// <param name="clock">The clock.</param>
    public static IProgressDisplay For(bool quiet, TimeProvider clock) =>
        Current = new NotedProgressDisplay(Choose(quiet, clock));

    private static IProgressDisplay Choose(bool quiet, TimeProvider clock)
    {
        if (quiet) return new QuietProgressDisplay(Console.Error);
        if (Console.IsErrorRedirected) return new PlainProgressDisplay(Console.Error, clock);
        return new LiveProgressDisplay(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new TerminalOutput(StandardStreams.Terminal) }));
    }
}
