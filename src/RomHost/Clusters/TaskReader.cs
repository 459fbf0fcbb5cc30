using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Clusters;

/// <summary>Reads the states of tasks from an experiment's files and the scheduler's queue.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="queue">The scheduler's jobs; null where it did not answer.</param>
/// <param name="marks">What scripts left.</param>
internal sealed class TaskReader(ExperimentFolder experiment, SlurmQueue? queue, ClusterMarks marks)
{
    private readonly HashSet<string> logs =
        [.. RealFolder.Files(experiment.Logs).Select(path => experiment.NameOf(path))];

    /// <summary>Reads the states of a submission's tasks.</summary>
    /// <param name="submission">The submission.</param>
    public IEnumerable<TaskState> TasksOf(Submission submission)
    {
        bool isLocal = submission.Scheduler == Submission.Local;
        bool isAlive = isLocal && IsAlive(submission);
        foreach (var job in submission.Jobs)
        {
            string? id = isLocal ? null : job.Id ?? queue?.IdOf(submission.NameOf(job));
            for (int k = 0; k < job.Tasks.Count; k++)
            {
                string log = job.LogOf(id ?? submission.Id, k);
                bool hasLog = logs.Contains(log);
                var (state, reason) = isLocal
                    ? OfProcess(submission, job, k, isAlive, hasLog)
                    : OfQueue(submission, job, k, id);
                yield return new TaskState(submission, job, k, state)
                {
                    Id = id,
                    ExitCode = marks.ExitOf(submission.Id, job.Job, k),
                    Reason = reason,
                    Log = hasLog ? Path.Combine(experiment.Root, log) : null,
                };
            }
        }
    }

    private (WorkState, string?) OfQueue(Submission submission, ClusterJob job, int index, string? id)
    {
        int? exit = marks.ExitOf(submission.Id, job.Job, index);
        if (exit == 0) return (WorkState.Done, null);
        var queued = id is null ? null : queue?.Find(id, job.IsArray ? index : null);
        if (queued is { HasEnded: false }) return (queued.Work, queued.Reason);
        if (exit is not null) return (WorkState.Failed, null);
        if (HasRecords(submission, job, index)) return (WorkState.Done, null);
        if (marks.Cancelled.Contains(submission.Id)) return (WorkState.Cancelled, null);
        return queue is null ? (WorkState.Unknown, null)
            : (WorkState.Lost, id is null ? "not submitted" : queued?.State);
    }

    private (WorkState, string?) OfProcess(
        Submission submission, ClusterJob job, int index, bool isAlive, bool hasLog) =>
        marks.ExitOf(submission.Id, job.Job, index) switch
        {
            0 => (WorkState.Done, null),
            not null => (WorkState.Failed, null),
            null when isAlive => (hasLog ? WorkState.Running : WorkState.Waiting, null),
            null when HasRecords(submission, job, index) => (WorkState.Done, null),
            null when marks.Cancelled.Contains(submission.Id) => (WorkState.Cancelled, null),
            null => (WorkState.Lost, null),
        };

    // A process of another machine is not seen from here: it counts as alive until its tasks have ended.
    private static bool IsAlive(Submission submission) => submission.Process is { } text
        && ProcessMark.Parse(text) is { } process
        && (submission.Machine != WorkingProcess.ThisMachine || process.IsAlive);

    private bool HasRecords(Submission submission, ClusterJob job, int index)
    {
        var task = job.Tasks[index];
        string[] runs = job.Records.Any(record => record.Contains(ClusterJob.Run))
            ? [.. (task.Indices ?? []).Select(RunFolder.NameOf)]
            : [""];
        bool isNone = job.Records.Count == 0 || runs.Length == 0;
        return !isNone && runs.All(run => job.Records.All(template => IsMade(
            submission, template.Replace(ClusterJob.Run, run).Replace(ClusterJob.Model, task.Model ?? ""))));
    }

    // The paths may come from anywhere.
    private bool IsMade(Submission submission, string record)
    {
        if (!OwnFiles.Contains(record)) return false;
        var file = new FileInfo(Path.Combine(experiment.Root, record));
        return file.Exists
            && !(submission.Stale.TryGetValue(record, out long before) && before == file.LastWriteTimeUtc.Ticks);
    }
}
