using System.CommandLine;
using Rom.Forecasting.Serialization;
using RomHost.Clusters;

namespace RomHost.Cli;

/// <summary>The command <c>romhost cancel</c>: ends all submitted work on experiments.</summary>
internal sealed class CancelCommand : Command
{
    private readonly Argument<string[]> places = new("EXPERIMENT")
    {
        Description = "Experiments' folders, or folders that hold some.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> verbose = SharedOptions.Verbose();
    private readonly ClusterArguments cluster = new();

    /// <summary>Creates the command.</summary>
    public CancelCommand() : base(
        "cancel", "Ends all that was submitted of experiments, what waits for it too; what is made stays.")
    {
        Add(places);
        Add(verbose);
        cluster.AddTo(this);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var folders = ClusterArguments.Experiments(parsed.GetValue(places)!)
            .Select(experiment => new ClusterFolder(experiment)).ToArray();
        (ClusterFolder Folder, Submission Submission)[] submissions =
        [
            .. folders.SelectMany(folder => folder.Submissions(ClusterArguments.Warn)
                .Select(submission => (folder, submission))),
        ];
        if (submissions.Length == 0)
            throw new InvalidDataException("expected an experiment that was submitted, found none that was");
        var slurm = cluster.Slurm(parsed, ClusterArguments.Warn, cancellation);
        int count = new Cancellation(slurm, cluster.Patience(parsed), ClusterArguments.Warn, cancellation)
            .Cancel(submissions);
        Console.WriteLine(
            $"cancelled {NumberText.Count(count, "job")}; what is made stays, and romhost submit continues");
        return ExitCode.Done;
    }
}
