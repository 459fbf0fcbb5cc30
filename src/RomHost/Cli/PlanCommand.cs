using System.CommandLine;
using RomHost.Progress;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary>The command <c>romhost plan</c>: says what a run would make and keep, and why; makes nothing.</summary>
internal sealed class PlanCommand : Command
{
    private readonly ExperimentArguments experiment = new(takesPlace: true);

    private readonly Option<bool> json = new("--json") { Description = "Print the plan as JSON, with each artifact." };

    private readonly Option<bool> noReuse = SharedOptions.NoReuse();
    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public PlanCommand() : base(
        "plan", "Says what a run would make, what it would keep, and why; nothing is made, written or removed.")
    {
        Add(json);
        Add(noReuse);
        Add(verbose);
        experiment.AddTo(this);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var display = new PlainProgressDisplay(Console.Error, TimeProvider.System);
        var setup = ExperimentSetup.Load(experiment.PluginFolders(parsed), display, parsed.GetValue(verbose));
        var bound = setup.Bind(experiment.File(parsed), experiment.Overrides(parsed));
        var folder = experiment.FolderOf(parsed, bound);
        var findings = setup.Validate(bound, folder, cancellation);
        var context = setup.ContextOf(
            bound, folder, findings, Environment.ProcessorCount, force: false, cancellation,
            reuses: !parsed.GetValue(noReuse));
        var plans = ExperimentSetup.Runner().Plan(context, findsSources: true);
        if (parsed.GetValue(json)) Console.WriteLine(PlanText.Json(context, plans));
        else PlanText.Write(context, plans, Console.Out);
        return ExitCode.Done;
    }
}
