using System.CommandLine;
using RomHost.Artifacts;
using RomHost.Clusters;
using RomHost.Pipeline;

namespace RomHost.Cli;

/// <summary>The options of commands that ask the scheduler of a cluster.</summary>
internal sealed class ClusterArguments
{
    private readonly Option<int> wait = new("--wait")
    {
        Description = "Seconds for which a scheduler that does not answer is asked again.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };

    /// <summary>Creates the options.</summary>
    public ClusterArguments() => wait.Validators.Add(result =>
    {
        if (result.Tokens is [.., { Value: var text }] && (!int.TryParse(text, out int n) || n is < 0 or > 86_400))
            result.AddError($"expected a whole number from 0 to 86400 for --wait, found '{text}'");
    });

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command) => command.Add(wait);

    /// <summary>The time for which the scheduler is asked again.</summary>
    /// <param name="parsed">The command line.</param>
    public TimeSpan Patience(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(wait));

    /// <summary>Returns the scheduler.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Slurm Slurm(ParseResult parsed, Action<string> warn, CancellationToken cancellation) =>
        new(Patience(parsed), TimeProvider.System, warn, cancellation);

    /// <summary>Finds experiments.</summary>
    /// <param name="places">Experiments' folders, or folders that hold some.</param>
    public static IReadOnlyList<ExperimentFolder> Experiments(IEnumerable<string> places) =>
        [.. places.SelectMany(place => ExperimentSearch.In(place).Places).Select(place => place.Folder)
            .DistinctBy(folder => folder.Root)];

    /// <summary>Warns on standard error.</summary>
    /// <param name="message">One line.</param>
    public static void Warn(string message) => Console.Error.WriteLine("warning: " + message);
}
