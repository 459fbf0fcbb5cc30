using System.CommandLine;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary>The command <c>romhost run</c>: runs an experiment from the configuration to the summary.</summary>
internal sealed class RunCommand : Command
{
    private readonly ExperimentArguments experiment = new();
    private readonly PartArguments part = new();
    private readonly TaskArguments task = new();
    private readonly RunOptions options = new();

    /// <summary>Creates the command.</summary>
    public RunCommand() : base(
        "run", "Runs an experiment; run again, it makes only what is missing or stale, and says why.")
    {
        options.AddTo(this);
        part.AddTo(this);
        task.AddTo(this);
        experiment.AddTo(this);
        SetAction(parsed => CommandGuard.Run(options.IsVerbose(parsed), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var display = ProgressDisplay.For(options.IsQuiet(parsed), TimeProvider.System);
        var setup = ExperimentSetup.Load(experiment.PluginFolders(parsed), display, options.IsVerbose(parsed));
        var bound = setup.Bind(experiment.Document(parsed));
        var folder = experiment.FolderOf(parsed, bound);
        var context = options.ContextOf(parsed, setup, bound, folder, display, cancellation);
        var runner = ExperimentSetup.Runner();
        var ended = task.Begin(parsed, context);
        if (part.IsSummary(parsed))
        {
            runner.Gather(context, ended is null ? null : ended.ReasonOf);
            ReportCommand.WriteAfter(context);
        }
        else if (part.StageOf(parsed, runner) is { } stage)
        {
            runner.RunOnly(
                context with { Part = part.Of(parsed, stage, bound) }, stage.Name,
                ended is null ? null : ended.ReasonOf);
            display.Say($"{stage.Name}: made as far as it was asked for; romhost run makes the rest and the summary");
        }
        else
        {
            options.RunWhole(parsed, context);
        }
        return ExitCode.Done;
    }
}
