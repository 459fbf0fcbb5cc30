namespace RomHost.Clusters;

/// <summary>What scripts and commands left as names of files in an experiment's <c>.cluster</c>.</summary>
/// <param name="Cancelled">The submissions that were cancelled.</param>
/// <param name="Exits">Exit codes of tasks, by <c>SUBMISSION.JOB_TASK</c>.</param>
internal sealed record ClusterMarks(IReadOnlySet<string> Cancelled, IReadOnlyDictionary<string, int> Exits)
{
    /// <summary>Returns the exit code of a task; null while it has not ended.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="job">The job.</param>
    /// <param name="task">The task's index.</param>
    public int? ExitOf(string submission, string job, int task) =>
        Exits.TryGetValue(FormattableString.Invariant($"{submission}.{job}_{task}"), out int code) ? code : null;
}
