namespace RomHost.Cli;

/// <summary>The exit codes of the process (docs/command-line.md).</summary>
internal static class ExitCode
{
    /// <summary>Success.</summary>
    public const int Done = 0;

    /// <summary>A model is slower than allowed.</summary>
    public const int Slower = 1;

    /// <summary>The command line or the configuration is wrong; nothing was computed.</summary>
    public const int BadInput = 2;

    /// <summary>A plugin could not be loaded.</summary>
    public const int PluginRefused = 3;

    /// <summary>A stage failed, or a plugin ended the process.</summary>
    public const int StageFailed = 4;

    /// <summary>The scheduler of a cluster did not answer.</summary>
    public const int SchedulerSilent = 5;

    /// <summary>Stopped by Ctrl-C (SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
