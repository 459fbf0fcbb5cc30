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
        // What was cancelled begins nothing new, also where its process cannot be ended from here.
        bool isAlive = submission.IsAttended
            && (submission.Machine == WorkingProcess.ThisMachine || !marks.Cancelled.Contains(submission.Id));
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
        var queued = id is null ? null : queue?.Find(id, job.IsArray ? index : null, submission.NameOf(job));
        if (queued is { HasEnded: false }) return (queued.Work, queued.Reason);
        if (HasRecords(submission, job, index, since: marks.EndOf(submission.Id, job.Job, index)))
            return (WorkState.Done, null);
        if (exit is not null) return (WorkState.Failed, null);
        if (marks.Cancelled.Contains(submission.Id)) return (WorkState.Cancelled, null);
        // Its mark is not seen from here yet: file systems of networks keep listings for a while.
        if (queued is { State: QueuedJob.Completed }) return (WorkState.Done, null);
        if (queue is null) return (WorkState.Unknown, null);
        return id is null && submission.IsAttended
            ? (WorkState.Waiting, "being submitted")
            : (WorkState.Lost, id is null ? "not submitted" : queued?.State);
    }

    private (WorkState, string?) OfProcess(
        Submission submission, ClusterJob job, int index, bool isAlive, bool hasLog) =>
        marks.ExitOf(submission.Id, job.Job, index) switch
        {
            0 => (WorkState.Done, null),
            null when isAlive => (hasLog ? WorkState.Running : WorkState.Waiting, null),
            _ when HasRecords(submission, job, index, since: marks.EndOf(submission.Id, job.Job, index)) =>
                (WorkState.Done, null),
            not null => (WorkState.Failed, null),
            null when marks.Cancelled.Contains(submission.Id) => (WorkState.Cancelled, null),
            null => (WorkState.Lost, null),
        };

    // Of a task that failed, records count that were written after it had ended.
    private bool HasRecords(Submission submission, ClusterJob job, int index, DateTime? since)
    {
        var task = job.Tasks[index];
        string[] runs = job.Records.Any(record => record.Contains(ClusterJob.Run))
            ? [.. (task.Indices ?? []).Select(RunFolder.NameOf)]
            : [""];
        bool isNone = job.Records.Count == 0 || runs.Length == 0;
        return !isNone && runs.All(run => job.Records.All(template => IsMade(
            submission, template.Replace(ClusterJob.Run, run).Replace(ClusterJob.Model, task.Model ?? ""), since)));
    }

    // The paths may come from anywhere.
    private bool IsMade(Submission submission, string record, DateTime? since)
    {
        if (!OwnFiles.Contains(record)) return false;
        var file = new FileInfo(Path.Combine(experiment.Root, record));
        return file.Exists && !(file.LastWriteTimeUtc < since)
            && !(submission.Stale.TryGetValue(record, out long before) && before == file.LastWriteTimeUtc.Ticks)
            // A failure may have been recorded for a task that ended without a result.
            && ArtifactRecord.Read(file.FullName)?.HasFailed != true;
    }
}
