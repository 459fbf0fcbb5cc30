using RomHost.Artifacts;

namespace RomHost.Clusters;

/// <summary>The state of an experiment's submissions, task by task.</summary>
/// <param name="Experiment">The experiment's folder.</param>
/// <param name="Last">The last submission; null where the experiment was never submitted.</param>
/// <param name="Tasks">
/// The tasks, without those of earlier submissions that a later one makes again.
/// </param>
internal sealed record ClusterStatus(
    ExperimentFolder Experiment, Submission? Last, IReadOnlyList<TaskState> Tasks)
{
    // The first of these that a task has is the state of the experiment.
    private static readonly WorkState[] ByWeight =
    [
        WorkState.Running, WorkState.Waiting, WorkState.Failed, WorkState.Lost, WorkState.Unknown, WorkState.Cancelled,
        WorkState.Done,
    ];

    /// <summary>The state of the experiment.</summary>
    public WorkState State => ByWeight.First(state => state == WorkState.Done || Count(state) > 0);

    /// <summary>Returns the number of tasks in a state.</summary>
    /// <param name="state">The state.</param>
    public int Count(WorkState state) => Tasks.Count(task => task.State == state);

    /// <summary>
    /// Reads the states of experiments, with one question to the scheduler for all of them, and none where the files
    /// tell it all.
    /// </summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="ask">Returns the scheduler's jobs of users (<see cref="Slurm.Queue"/>).</param>
    /// <param name="warn">Receives a line for each file that is no record.</param>
    /// <returns>The states, and why the scheduler did not answer; null where it did.</returns>
    public static (IReadOnlyList<ClusterStatus> States, string? Silence) Read(
        IReadOnlyList<ExperimentFolder> experiments, Func<IEnumerable<string>, SlurmQueue> ask, Action<string> warn)
    {
        var found = experiments.Select(experiment =>
            (experiment, Submissions: new ClusterFolder(experiment).Submissions(warn))).ToArray();
        ClusterStatus[] ReadAll(SlurmQueue? queue) =>
            [.. found.Select(one => Of(one.experiment, one.Submissions, queue))];
        var states = ReadAll(null);
        if (states.All(state => state.Count(WorkState.Unknown) == 0)) return (states, null);
        try
        {
            return (ReadAll(ask(found.SelectMany(one => one.Submissions).Select(submission => submission.User))), null);
        }
        catch (Exception e) when (e is SchedulerSilentException or SchedulerRefusedException)
        {
            return (states, e.Message);
        }
    }

    /// <summary>Reads the state of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="submissions">Its submissions, the first one first.</param>
    /// <param name="queue">The scheduler's jobs; null where it did not answer.</param>
    public static ClusterStatus Of(
        ExperimentFolder experiment, IReadOnlyList<Submission> submissions, SlurmQueue? queue)
    {
        // The files after the queue: a task that ends between the two is done, not lost.
        var reader = new TaskReader(experiment, queue, new ClusterFolder(experiment).Marks());
        var (tasks, later) = (new List<TaskState>(), new Dictionary<string, TaskSet>());
        foreach (var submission in submissions.Reverse())
        {
            TaskState[] own = [.. reader.TasksOf(submission)];
            tasks.AddRange(own.Where(task => task.State is WorkState.Running or WorkState.Waiting
                || !(later.GetValueOrDefault(task.Job.Stage)?.Overlaps(task.Task) ?? false)));
            foreach (var task in own)
            {
                if (!later.TryGetValue(task.Job.Stage, out var known)) later[task.Job.Stage] = known = new();
                known.Add(task.Task);
            }
        }
        return new(experiment, submissions.LastOrDefault(), [.. tasks.OrderBy(task => task.Submission.Id)]);
    }
}
