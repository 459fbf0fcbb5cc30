using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary>The command line: lists the commands, parses it and runs one of them.</summary>
internal static class RootCommandLine
{
    private const string Teaching = """
        RomHost turns one YAML file into a finished reduced-order-modelling experiment: it simulates an ensemble of
        moving particles, estimates their densities, builds a POD basis, trains every model of the file, benchmarks and
        compares them, and scores their forecasts on runs they have not seen.

        Begin with:
          romhost new quickstart                     a configuration to begin from; also: recorded, external,
                                                     model-study
          romhost run --config quickstart.yaml
          romhost validate --config my.yaml          what is wrong with it, in under a second
          romhost plan --config my.yaml              what a run would make, what it would keep, and why
          romhost submit --config my.yaml            the same as jobs of a Slurm cluster; romhost status, cancel
          romhost plugins                            simulators, density estimators and models at hand
          romhost inspect oscar_output/demo          what came out
          romhost table oscar_output                 all experiments side by side
          romhost serve oscar_output                 the same in the browser, as they run
          romhost plugins verify my-plugins          whether plugins of your own keep the contract

        Exit codes: 0 done, 1 slower than allowed (compare), 2 command line or configuration wrong, 3 a plugin could not
        be loaded or breaks its contract, 4 a stage failed, 5 the scheduler of a cluster did not answer, 130/143 stopped
        by Ctrl-C/SIGTERM. Running again continues where a stopped run was.
        """;

    // In the order of --help.
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("new", static () => new NewCommand()),
        ("run", static () => new RunCommand()),
        ("sweep", static () => new SweepCommand()),
        ("submit", static () => new SubmitCommand()),
        ("status", static () => new StatusCommand()),
        ("cancel", static () => new CancelCommand()),
        ("plan", static () => new PlanCommand()),
        ("validate", static () => new ValidateCommand()),
        ("forecast", static () => new ForecastCommand()),
        ("plugins", static () => new PluginsCommand()),
        ("benchmark", static () => new BenchmarkCommand()),
        ("compare", static () => new CompareCommand()),
        ("table", static () => new TableCommand()),
        ("serve", static () => new ServeCommand()),
        ("report", static () => new ReportCommand()),
        ("convert", static () => new ConvertCommand()),
        ("schema", static () => new SchemaCommand()),
        ("inspect", static () => new InspectCommand()),
        ("measure", static () => new MeasureCommand()),
        ("work", static () => new WorkCommand()),
    ];

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The exit code.</returns>
    public static int Invoke(string[] arguments)
    {
        // Numbers and words are the same on every machine, whatever its language, also in plugins.
        CultureInfo.DefaultThreadCurrentCulture =
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        StandardStreams.MakePrintable();
        var root = new RootCommand(Teaching);
        foreach (var command in CommandsFor(arguments)) root.Add(command);
        // '@' may begin a value; it does not name a file of arguments here.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine($"error: {error.Message}");
            Console.Error.WriteLine(
                $"Try: romhost {string.Join(' ', CommandsOf(parsed.CommandResult).Append("--help"))}");
            return ExitCode.BadInput;
        }
        // StopSignals handles signals: the library's own handling ends the process within two seconds, even while
        // writing.
        return parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>
    /// Creates the command that is named first, or all where none is: the options of twenty commands take time.
    /// </summary>
    /// <param name="arguments">The arguments.</param>
    internal static IEnumerable<Command> CommandsFor(string[] arguments)
    {
        int named = arguments.Length == 0 ? -1 : Array.FindIndex(Commands, one => one.Name == arguments[0]);
        return named >= 0 ? [Commands[named].Create()] : Commands.Select(one => one.Create());
    }

    private static IEnumerable<string> CommandsOf(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. CommandsOf(parent), result.Command.Name] : [];
}
