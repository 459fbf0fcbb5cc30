using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RomHost.Artifacts;
using RomHost.Progress;

namespace RomHost.Dashboard;

/// <summary>The states of all experiments, and those that are not finished one by one.</summary>
internal static partial class OverviewView
{
    private const int MostUnfinished = 100, MostSweeps = 200, LongestProblem = 500;

    /// <summary>Returns the overview.</summary>
    /// <param name="snapshot">The experiments.</param>
    public static JsonObject Of(RootSnapshot snapshot)
    {
        ObservedExperiment[] all = [.. snapshot.Experiments.Values];
        ObservedExperiment[] unfinished =
            [.. all.Where(one => one.State != ExperimentState.Finished).OrderBy(one => one.State)];
        return new JsonObject
        {
            ["root"] = snapshot.Root,
            ["problem"] = snapshot.Problem,
            ["links"] = snapshot.Links,
            ["total"] = all.Length,
            ["counts"] = new JsonObject(Enum.GetValues<ExperimentState>().Select(state =>
                KeyValuePair.Create<string, JsonNode?>(TextOf(state), all.Count(one => one.State == state)))),
            ["unfinished"] = new JsonArray([.. unfinished.Take(MostUnfinished).Select(Described)]),
            ["unfinished_total"] = unfinished.Length,
            ["sweeps"] = SweepsOf(all),
        };
    }

    /// <summary>Describes the state of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    public static JsonObject Described(ObservedExperiment experiment) => new()
    {
        ["name"] = experiment.Name,
        ["state"] = TextOf(experiment.State),
        ["problem"] = experiment.Problem is { } problem ? ShortText.Of(problem, LongestProblem) : null,
        ["note"] = experiment.Tasks is { } tasks ? $"tasks: {tasks.Text}; romhost status asks the scheduler" : null,
        ["processes"] = new JsonArray([.. experiment.Processes.Take(MostUnfinished).Select(Described)]),
    };

    private static JsonObject Described(WorkingProcess process) => new()
    {
        ["name"] = process.Name,
        ["work"] = process.Work,
        ["progress"] = process.Progress is { } note ? Described(note) : null,
    };

    private static JsonObject Described(ProgressNote note) => new()
    {
        ["title"] = note.Title,
        ["completed"] = note.Completed,
        ["total"] = note.Total,
        ["unit"] = note.Unit,
        ["stage"] = note.Stage,
        ["stages"] = note.Stages,
    };

    /// <summary>The name of a state.</summary>
    /// <param name="state">The state.</param>
    public static string TextOf(ExperimentState state) => state.ToString().ToLowerInvariant();

    // romhost sweep names experiments SWEEP_key-value_….
    private static JsonArray SweepsOf(ObservedExperiment[] all) =>
    [
        .. all.Select(one => SweepPart().Match(one.Name)).Where(match => match.Success)
            .GroupBy(match => match.Groups[1].Value).Where(group => group.Skip(1).Any()).Take(MostSweeps)
            .Select(group => new JsonObject { ["name"] = group.Key, ["size"] = group.Count() }),
    ];

    [GeneratedRegex(@"\A(.+?)_[A-Za-z0-9.]+(?:-[A-Za-z0-9.+-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex SweepPart();
}
