namespace RomHost.Clusters;

/// <summary>What scripts and commands left as names of files in an experiment's <c>.cluster</c>.</summary>
/// <param name="Cancelled">The submissions that were cancelled.</param>
/// <param name="Exits">Exit codes of tasks and the files that tell them, by <c>SUBMISSION.JOB_TASK</c>.</param>
internal sealed record ClusterMarks(
    IReadOnlySet<string> Cancelled, IReadOnlyDictionary<string, (int Code, string Path)> Exits)
{
    /// <summary>Returns the exit code of a task; null while it has not ended.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="job">The job.</param>
    /// <param name="task">The task's index.</param>
    public int? ExitOf(string submission, string job, int task) =>
        Exits.TryGetValue(KeyOf(submission, job, task), out var exit) ? exit.Code : null;

    /// <summary>Returns when a task ended, UTC; null while it has not.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="job">The job.</param>
    /// <param name="task">The task's index.</param>
    public DateTime? EndOf(string submission, string job, int task) =>
        Exits.TryGetValue(KeyOf(submission, job, task), out var exit) ? File.GetLastWriteTimeUtc(exit.Path) : null;

    private static string KeyOf(string submission, string job, int task) =>
        new TaskName(submission, job, task).ToString();
}
