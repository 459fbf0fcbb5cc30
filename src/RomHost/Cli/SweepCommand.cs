using System.CommandLine;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Progress;
using RomHost.Sweeps;

namespace RomHost.Cli;

/// <summary>The command <c>romhost sweep</c>: runs the experiments that differ in some values.</summary>
internal sealed class SweepCommand : Command
{
    /// <summary>More than this many experiments are seldom meant.</summary>
    public const int MostWithoutYes = 10_000;

    private readonly ExperimentArguments arguments = new();
    private readonly RunOptions options = new();

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "List the experiments; run none." };

    private readonly Option<bool> yes = new("--yes")
    {
        Description = $"Run more than {MostWithoutYes} experiments.",
    };

    private readonly Option<string?> one = new("--experiment")
    {
        Description = "Run the experiment of this name alone, in this process.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> inTurn = new("--in-turn")
    {
        Description = "Run the experiments of these names in this process, and say when each begins.",
        HelpName = "NAME",
        Hidden = true,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Creates the command.</summary>
    public SweepCommand() : base(
        "sweep", "Runs the experiments of a sweep: --set models.MVAR.lag=1,3,5 --set seed=0..9, or the section sweep "
        + "of the configuration. One that fails does not end the others; run again, it makes what is missing.")
    {
        foreach (Option option in (Option[])[dryRun, yes, one, inTurn]) Add(option);
        options.AddTo(this);
        arguments.AddTo(this);
        SetAction(parsed => CommandGuard.Run(options.IsVerbose(parsed), cancellation => Run(parsed, cancellation)));
    }

    /// <summary>Refuses more experiments than are meant.</summary>
    /// <param name="count">Their number.</param>
    /// <param name="isMeant">Whether the command line says that they are meant.</param>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public static void RefuseMany(int count, bool isMeant)
    {
        if (count <= MostWithoutYes || isMeant) return;
        throw new InvalidDataException(
            $"expected at most {MostWithoutYes} experiments, found {count}; add --yes to run them all");
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var display = ProgressDisplay.For(options.IsQuiet(parsed), TimeProvider.System);
        var sweep = Sweep.Read(
            ConfigurationDocument.Read(arguments.File(parsed)), arguments.Assignments(parsed), arguments.Name(parsed));
        if (parsed.GetValue(one) is { } name)
            return RunHere(parsed, sweep, [name], _ => { }, display, cancellation);
        if (parsed.GetValue(inTurn) is { Length: > 0 } names)
            return RunHere(parsed, sweep, names, SayThatOneBegins, display, cancellation);

        RefuseMany(sweep.Count, parsed.GetValue(yes));
        SweepExperiment[] experiments = [.. sweep.Experiments()];
        // Each experiment's doubts are said when it runs.
        var setup = ExperimentSetup.Load(
            arguments.PluginFolders(parsed), new QuietProgressDisplay(TextWriter.Null), options.IsVerbose(parsed));
        string output = arguments.OutputRoot(parsed);
        var findings = SweepCheck.Check(sweep, setup, output, cancellation);
        if (parsed.GetValue(dryRun))
        {
            SweepText.Write(sweep, experiments, findings.Refused, Console.Out);
            return ExitCode.Done;
        }
        return RunAll(parsed, experiments, findings, display, cancellation);
    }

    // Only what goes around the console's writers reaches the other process as it is.
    private static void SayThatOneBegins(SweepExperiment experiment)
    {
        StandardStreams.Terminal.WriteLine(SweepProcess.Begins.ToString());
        StandardStreams.Terminal.Flush();
    }

    private int RunHere(
        ParseResult parsed, Sweep sweep, string[] names, Action<SweepExperiment> begin, IProgressDisplay display,
        CancellationToken cancellation)
    {
        var found = sweep.Experiments().Where(experiment => names.Contains(experiment.Name)).Take(names.Length)
            .ToDictionary(experiment => experiment.Name);
        if (names.FirstOrDefault(name => !found.ContainsKey(name)) is { } unknown)
            throw new InvalidDataException(
                $"expected an experiment of the sweep for --experiment, found '{unknown}'; --dry-run lists them");
        var setup = ExperimentSetup.Load(arguments.PluginFolders(parsed), display, options.IsVerbose(parsed));
        if (names.Length > 1) setup.ComputeBuilds();
        foreach (string name in names)
        {
            // The next process loads what was rebuilt meanwhile.
            if (name != names[0] && setup.WasRebuilt()) break;
            begin(found[name]);
            options.RunWhole(parsed, options.ContextOf(
                parsed, setup, setup.Bind(found[name].Document), FolderOf(parsed, name), display, cancellation));
        }
        return ExitCode.Done;
    }

    private int RunAll(
        ParseResult parsed, SweepExperiment[] experiments, SweepFindings findings, IProgressDisplay display,
        CancellationToken cancellation)
    {
        var said = new HashSet<string>();
        int repeated = 0, linked = 0, ended = 0;
        var failed = new List<string>();
        string[] all = [.. experiments.Select(experiment => experiment.Name)];
        using (var task = display.Begin("sweep", experiments.Length, "experiment"))
        {
            while (ended < all.Length)
            {
                cancellation.ThrowIfCancellationRequested();
                string next = all[ended];
                if (findings.Refused.TryGetValue(next, out var reason))
                {
                    foreach (var error in reason.Errors) Warn(next, error.ToString());
                    End(next, ExitCode.BadInput);
                    continue;
                }
                // Times of models are those of a process that did nothing before.
                string[] names = SweepProcess.TakenTogether(
                    all, ended, findings.Timed.Contains, name => !findings.Refused.ContainsKey(name));
                var process = SweepProcess.Run(ArgumentsOf(parsed, names), names, Warn, cancellation);
                foreach (var (name, exitCode) in process) End(name, exitCode);
            }

            void End(string name, int exitCode)
            {
                // Native code can end a process with 0 in the middle of its work.
                if (exitCode == ExitCode.Done && !File.Exists(FolderOf(parsed, name).Summary))
                {
                    Warn(name, "error: its process ended before its work");
                    exitCode = ExitCode.StageFailed;
                }
                if (exitCode != ExitCode.Done) failed.Add($"{name} (exit code {exitCode})");
                else linked += LinkedIn(FolderOf(parsed, name));
                ended++;
                task.Advance();
            }
        }
        if (linked > 0)
        {
            display.Say(
                $"{NumberText.Count(linked, "artifact")} of the same inputs are linked between experiments in "
                + $"{arguments.OutputRoot(parsed)}; --no-reuse makes each of them");
        }
        if (repeated > 0)
            display.Say($"{NumberText.Count(repeated, "warning")} of further experiments were the same as those above");
        if (failed.Count == 0) return ExitCode.Done;
        display.Warn(
            $"{failed.Count} of {NumberText.Count(experiments.Length, "experiment")} failed; "
            + $"the same command tries them again: {string.Join(", ", failed)}");
        return ExitCode.StageFailed;

        // Most experiments of a sweep have the same doubts.
        void Warn(string name, string line)
        {
            if (said.Add(line.Replace(name, ""))) display.Warn($"{name}: {line}");
            else repeated++;
        }
    }

    private ExperimentFolder FolderOf(ParseResult parsed, string name) =>
        new(Path.Combine(arguments.OutputRoot(parsed), name));

    private static int LinkedIn(ExperimentFolder folder)
    {
        try
        {
            var linked = JsonFile.ReadObject(folder.Summary)["linked_from"] as JsonObject;
            return linked?.Sum(one => (int)(linked.NumberAt(one.Key) ?? 0)) ?? 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private IEnumerable<string> ArgumentsOf(ParseResult parsed, IEnumerable<string> names) =>
    [
        "sweep", .. arguments.Same(parsed), .. options.Arguments(parsed), "--quiet",
        .. names.SelectMany(name => new[] { inTurn.Name, name }),
    ];
}
