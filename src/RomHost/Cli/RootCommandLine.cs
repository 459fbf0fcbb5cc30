using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Rom.Forecasting.Plugins;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration.Yaml;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary>The command line: parses it, runs the command and turns failures into messages and exit codes.</summary>
internal static class RootCommandLine
{
    private const string Teaching = """
        RomHost turns one YAML file into a finished reduced-order-modelling experiment: it simulates an ensemble of moving
        particles, estimates their densities, builds a POD basis, trains every model of the file, benchmarks and compares
        them, and scores their forecasts on runs they have not seen.

        Begin with:
          romhost new quickstart                     a configuration to begin from (also: recorded, external, model-study)
          romhost run --config quickstart.yaml
          romhost validate --config my.yaml          what is wrong with it, in under a second
          romhost plugins                            simulators, density estimators and models at hand
          romhost inspect oscar_output/demo          what came out
          romhost plugins verify my-plugins          whether plugins of your own keep the contract

        Exit codes: 0 done, 1 slower than allowed (compare), 2 command line or configuration wrong, 3 a plugin could not be loaded or
        breaks its contract, 4 a stage failed, 130/143 stopped by Ctrl-C/SIGTERM. Running again continues where a stopped run was.
        """;

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The exit code.</returns>
    public static int Invoke(string[] arguments)
    {
        // Numbers and words are the same on every machine, whatever its language, and for plugins too.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        StandardStreams.MakePrintable();
        var root = new RootCommand(Teaching)
        {
            NewCommand.Make(), RunCommand.Make(), ValidateCommand.Make(), PluginsCommand.Make(), BenchmarkCommand.Make(), CompareCommand.Make(), ReportCommand.Make(),
            ConvertCommand.Make(), SchemaCommand.Make(), InspectCommand.Make(), MeasureCommand.Make(), WorkCommand.Make(),
        };
        // '@' may begin a value; it does not name a file of arguments here.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine($"error: {error.Message}");
            Console.Error.WriteLine($"Try: romhost {string.Join(' ', CommandsOf(parsed.CommandResult).Append("--help"))}");
            return ExitCode.BadInput;
        }
        // Signals are ours (StopSignals): the library's own handling ends the process within two seconds, mid-write.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>Runs the work of a command that has nothing to finish when it is stopped: a signal ends it at once.</summary>
    /// <param name="verbose">Whether stack traces are shown.</param>
    /// <param name="work">The work.</param>
    public static int Guard(bool verbose, Func<int> work)
    {
        using var signals = new StopSignals(atOnce: true);
        return Guard(verbose, signals, _ => work());
    }

    /// <summary>Runs a command's work and turns failures into messages and exit codes.</summary>
    /// <param name="verbose">Whether stack traces are shown.</param>
    /// <param name="work">The work, given the token that signals cancel.</param>
    public static int Guard(bool verbose, Func<CancellationToken, int> work)
    {
        using var signals = new StopSignals(atOnce: false);
        return Guard(verbose, signals, work);
    }

    private static int Guard(bool verbose, StopSignals signals, Func<CancellationToken, int> work)
    {
        try
        {
            return work(signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("stopped; run the same command again to continue");
            return signals.ExitCode;
        }
        catch (Exception e)
        {
            if (verbose) Console.Error.WriteLine(PluginFailure.StackOf(e));
            else if (e is ConfigurationException { Errors: var errors }) foreach (var error in errors) Console.Error.WriteLine(error);
            else Console.Error.WriteLine($"error: {PluginFailure.Message(e)}");
            return e switch
            {
                ConfigurationException or DirectoryNotFoundException or FileNotFoundException or InvalidDataException
                    or ExperimentInUseException or OutputUnusableException or LinkedFolderException or NotRegularFileException => ExitCode.BadInput,
                PluginRefusedException => ExitCode.PluginRefused,
                _ => ExitCode.StageFailed,
            };
        }
    }

    private static IEnumerable<string> CommandsOf(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. CommandsOf(parent), result.Command.Name] : [];
}
