using System.CommandLine;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Progress;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary>The command <c>romhost run</c>: runs an experiment from the configuration to the summary.</summary>
internal sealed class RunCommand : Command
{
    // Each thread has buffers of its own, so the number of threads costs memory even with few runs.
    private const int MostThreads = 1024;

    private readonly ExperimentArguments experiment = new();
    private readonly PartArguments part = new();

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

    private readonly Option<bool> verbose = SharedOptions.Verbose();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Creates the command.</summary>
    public RunCommand() : base(
        "run", "Runs an experiment; run again, it makes only what is missing or stale, and says why.")
    {
        threads.Validators.Add(result =>
        {
            if (result.Tokens is not [.., { Value: var text }]) return;
            if (int.TryParse(text, out int n) && n is >= 1 and <= MostThreads) return;
            result.AddError($"expected a whole number from 1 to {MostThreads} for --threads, found '{text}'");
        });
        foreach (Option option in (Option[])[force, threads, verbose, quiet]) Add(option);
        part.AddTo(this);
        experiment.AddTo(this);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool silent = parsed.GetValue(quiet);
        var display = ProgressDisplay.For(silent, TimeProvider.System);
        var setup = ExperimentSetup.Load(experiment.PluginFolders(parsed), display, parsed.GetValue(verbose));
        var bound = setup.Bind(experiment.File(parsed), experiment.Overrides(parsed));
        var folder = experiment.FolderOf(parsed, bound);
        var findings = setup.Validate(bound, folder, cancellation);
        int runsAtOnce = RunsAtOnce(parsed.GetValue(threads), findings.MostRunsAtOnce, display);
        var context = setup.ContextOf(bound, folder, findings, runsAtOnce, parsed.GetValue(force), cancellation);
        var runner = ExperimentSetup.Runner();
        if (part.StageOf(parsed, runner) is { } stage)
        {
            runner.RunOnly(context with { Part = part.Of(parsed, stage, bound) }, stage.Name);
            display.Say($"{stage.Name}: made as far as it was asked for; romhost run makes the rest and the summary");
            return ExitCode.Done;
        }
        var summary = runner.Run(context);
        ReportCommand.WriteAfter(context);
        if (!silent) Show(summary, context);
        return ExitCode.Done;
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
