using System.CommandLine;
using System.Globalization;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Progress;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary>The options of commands that run experiments, and what they do with one.</summary>
internal sealed class RunOptions : WorkOptions
{
    // Each thread has buffers of its own, so the number of threads costs memory even with few runs.
    private const int MostThreads = 1024;

    private readonly Option<bool> force = new("--force")
    {
        Description = "Make everything again, also what is finished.",
    };

    private readonly Option<int> threads = new("--threads")
    {
        Description = "Runs worked on at once; results do not depend on it. Default: the processors at hand.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    /// <summary>Creates the options.</summary>
    public RunOptions() => threads.Validators.Add(result =>
    {
        if (result.Tokens is not [.., { Value: var text }]) return;
        if (int.TryParse(text, out int n) && n is >= 1 and <= MostThreads) return;
        result.AddError($"expected a whole number from 1 to {MostThreads} for --threads, found '{text}'");
    });

    /// <inheritdoc/>
    public override void AddTo(Command command)
    {
        command.Add(force);
        command.Add(threads);
        base.AddTo(command);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Arguments(ParseResult parsed) =>
    [
        threads.Name, parsed.GetValue(threads).ToString(CultureInfo.InvariantCulture),
        .. parsed.GetValue(force) ? [force.Name] : Array.Empty<string>(), .. base.Arguments(parsed),
    ];

    /// <summary>Creates the context of an experiment, checked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="setup">The plugins.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">Where its artifacts go.</param>
    /// <param name="display">Where warnings and progress go.</param>
    /// <param name="cancellation">Ends the work.</param>
    public ExperimentContext ContextOf(
        ParseResult parsed, ExperimentSetup setup, Experiment experiment, ExperimentFolder folder,
        IProgressDisplay display, CancellationToken cancellation)
    {
        var findings = setup.Validate(experiment, folder, cancellation);
        int runsAtOnce = RunsAtOnce(parsed.GetValue(threads), findings.MostRunsAtOnce, display);
        return setup.ContextOf(
            experiment, folder, findings, runsAtOnce, parsed.GetValue(force), cancellation,
            reuses: Reuses(parsed));
    }

    /// <summary>Runs an experiment to its summary and report, and shows its closing table.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The experiment.</param>
    public void RunWhole(ParseResult parsed, ExperimentContext context)
    {
        var summary = ExperimentSetup.Runner().Run(context);
        ReportCommand.WriteAfter(context);
        if (!IsQuiet(parsed)) Show(summary, context);
    }

    private static int RunsAtOnce(int threads, int most, IProgressDisplay display)
    {
        if (threads <= most) return threads;
        display.Warn(
            $"this machine has no memory for {threads} runs at once; {most} {NumberText.Noun(most, "is", "are")} "
            + $"worked on, as with --threads {most}");
        return most;
    }

    // The experiment is finished and its files stand, whether or not the table can be read.
    private static void Show(ExperimentSummary summary, ExperimentContext context)
    {
        try
        {
            ClosingTable.Write(Console.Out, summary, context.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Display.Warn(
                $"the closing table cannot be written to standard output ({e.Message}); "
                + $"the results are in {context.Folder.Root}");
        }
    }
}
