using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Clusters;

namespace RomHost.Dashboard;

/// <summary>
/// The tasks of an experiment's submissions, as files tell it: the scheduler is not asked, since a page that looks
/// every few seconds would flood it. A task that has not ended is unknown here, or at work by its process in
/// <c>.claims</c>.
/// </summary>
/// <param name="Modified">The time of the folder of submissions, in which each task that ends leaves a file.</param>
/// <param name="Counts">The number of tasks in each state that some have.</param>
internal sealed record SubmittedTasks(DateTime Modified, IReadOnlyList<(WorkState State, int Count)> Counts)
{
    /// <summary>The counts in words.</summary>
    public string Text => string.Join(", ", Counts.Select(one => $"{one.Count} {WordOf(one.State)}"));

    /// <summary>The state of an experiment whose tasks these are, and on which no process works.</summary>
    public ExperimentState State =>
        Has(WorkState.Unknown) || Has(WorkState.Waiting) || Has(WorkState.Running) ? ExperimentState.Submitted
        : Has(WorkState.Failed) || Has(WorkState.Lost) ? ExperimentState.Failed
        : ExperimentState.Stopped;

    /// <summary>Reads the tasks of an experiment.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="former">What was read before; null for nothing.</param>
    /// <returns>The tasks; null where it was never submitted.</returns>
    public static SubmittedTasks? Read(ExperimentFolder folder, SubmittedTasks? former)
    {
        if (!RealFolder.Exists(folder.Cluster)) return null;
        var modified = Directory.GetLastWriteTimeUtc(folder.Cluster);
        // A process that works on it may end without a word.
        if (former?.Modified == modified && !former.Has(WorkState.Waiting) && !former.Has(WorkState.Running))
            return former;
        var status = StatusOf(folder);
        return status.Last is null ? null : new(modified, CountsOf(status.Tasks));
    }

    /// <summary>Returns a table of the tasks: the states, and a row for each stage.</summary>
    /// <param name="folder">The experiment.</param>
    public static (JsonArray States, JsonArray Rows) Table(ExperimentFolder folder)
    {
        var tasks = StatusOf(folder).Tasks;
        WorkState[] states = [.. CountsOf(tasks).Select(one => one.State)];
        return (
            [.. states.Select(state => (JsonNode)WordOf(state))],
            [
                .. tasks.GroupBy(task => task.Job.Stage).Select(stage => new JsonArray(
                    [ShortText.Of(stage.Key), .. states.Select(state =>
                        (JsonNode)stage.Count(task => task.State == state))])),
            ]);
    }

    private static ClusterStatus StatusOf(ExperimentFolder folder) =>
        ClusterStatus.Of(folder, new ClusterFolder(folder).Submissions(_ => { }), queue: null);

    private static (WorkState State, int Count)[] CountsOf(IReadOnlyList<TaskState> tasks) =>
        [.. tasks.GroupBy(task => task.State).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()))];

    private static string WordOf(WorkState state) =>
        state == WorkState.Unknown ? "not done" : state.ToString().ToLowerInvariant();

    private bool Has(WorkState state) => Counts.Any(one => one.State == state);
}
