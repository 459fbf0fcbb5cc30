using System.CommandLine;
using RomHost.Artifacts;
using RomHost.Clusters;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost status</c>: shows what of submitted work is done, runs, waits, failed or was lost.
/// </summary>
internal sealed class StatusCommand : Command
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Argument<string[]> places = new("EXPERIMENT")
    {
        Description = "Experiments' folders, or folders that hold some; default: the output root.",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> output = SharedOptions.Output();
    private readonly Option<bool> json = new("--json") { Description = "Print the states as JSON, with each task." };

    private readonly Option<bool> watch = new("--watch")
    {
        Description = "Show them again every ten seconds, until nothing runs or waits.",
    };

    private readonly Option<bool> verbose = SharedOptions.Verbose();
    private readonly ClusterArguments cluster = new();
    private readonly Action<CancellationToken> pause;

    /// <summary>Creates the command.</summary>
    /// <param name="pause">Waits before the states are shown again; null for ten seconds.</param>
    public StatusCommand(Action<CancellationToken>? pause = null) : base(
        "status", "Shows what of submitted experiments is done, runs, waits, failed or was lost, with the logs.")
    {
        this.pause = pause ?? (cancellation => cancellation.WaitHandle.WaitOne(Pause));
        Add(places);
        foreach (Option option in (Option[])[output, json, watch, verbose]) Add(option);
        cluster.AddTo(this);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string[] given = parsed.GetValue(places)!;
        var experiments = ClusterArguments.Experiments(given.Length > 0 ? given : [parsed.GetValue(output)!]);
        var slurm = cluster.Slurm(parsed, ClusterArguments.Warn, cancellation);
        while (true)
        {
            var (states, silence) = ClusterStatus.Read(experiments, slurm.Queue, ClusterArguments.Warn);
            // Of a folder, experiments that were never submitted are of no interest.
            ClusterStatus[] shown =
            [
                .. states.Where(state => state.Last is not null
                    || given.Any(place => IsSame(place, state.Experiment))),
            ];
            if (parsed.GetValue(json)) Console.WriteLine(StatusText.Json(shown, silence));
            else if (shown.Length == 0) Console.Error.WriteLine("no experiment here was submitted");
            else StatusText.Write(Console.Out, shown);
            if (silence is not null) Console.Error.WriteLine($"error: {silence}; shown is what the files tell");
            bool isMoving = silence is not null
                || shown.Any(state => state.State is WorkState.Running or WorkState.Waiting);
            if (!parsed.GetValue(watch) || !isMoving) return ExitCodeOf(shown, silence);
            pause(cancellation);
            cancellation.ThrowIfCancellationRequested();
            Console.WriteLine();
        }
    }

    private static bool IsSame(string place, ExperimentFolder folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)) == folder.Root;

    private static int ExitCodeOf(IEnumerable<ClusterStatus> states, string? silence) => silence is not null
        ? ExitCode.SchedulerSilent
        : states.Any(state => state.Count(WorkState.Failed) + state.Count(WorkState.Lost) > 0)
            ? ExitCode.StageFailed
            : ExitCode.Done;
}
