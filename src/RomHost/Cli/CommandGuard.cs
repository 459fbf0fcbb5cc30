using Rom.Forecasting.Plugins;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Clusters;
using RomHost.Configuration.Yaml;

namespace RomHost.Cli;

/// <summary>Runs the work of a command: signals stop it, and failures become messages and exit codes.</summary>
internal static class CommandGuard
{
    /// <summary>Runs work that has nothing to finish when it is stopped: a signal ends it at once.</summary>
    /// <param name="verbose">Whether stack traces are shown.</param>
    /// <param name="work">The work, which returns the exit code.</param>
    /// <returns>The exit code.</returns>
    public static int Run(bool verbose, Func<int> work)
    {
        using var signals = new StopSignals(atOnce: true);
        return Run(verbose, signals, _ => work());
    }

    /// <summary>Runs work that ends in good order when it is stopped.</summary>
    /// <param name="verbose">Whether stack traces are shown.</param>
    /// <param name="work">The work, given the token that signals cancel; it returns the exit code.</param>
    /// <returns>The exit code.</returns>
    public static int Run(bool verbose, Func<CancellationToken, int> work)
    {
        using var signals = new StopSignals(atOnce: false);
        return Run(verbose, signals, work);
    }

    private static int Run(bool verbose, StopSignals signals, Func<CancellationToken, int> work)
    {
        try
        {
            return work(signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("stopped; the same command, run again, does what is missing");
            return signals.ExitCode;
        }
        catch (Exception e)
        {
            if (verbose) Console.Error.WriteLine(PluginFailure.StackOf(e));
            else if (e is ConfigurationException { Errors: var errors })
                foreach (var error in errors) Console.Error.WriteLine(error);
            else Console.Error.WriteLine($"error: {PluginFailure.Message(e)}");
            return ExitCodeOf(e);
        }
    }

    private static int ExitCodeOf(Exception e) => e switch
    {
        ConfigurationException or DirectoryNotFoundException or FileNotFoundException or InvalidDataException
            or ExperimentInUseException or OutputUnusableException or LinkedFolderException
            or NotRegularFileException => ExitCode.BadInput,
        PluginRefusedException => ExitCode.PluginRefused,
        SchedulerSilentException => ExitCode.SchedulerSilent,
        _ => ExitCode.StageFailed,
    };
}
