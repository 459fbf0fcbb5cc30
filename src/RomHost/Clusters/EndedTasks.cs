using RomHost.Pipeline;

namespace RomHost.Clusters;

/// <summary>
/// The tasks that ended before a task began: those of jobs that its job comes after, which the scheduler did not start
/// before. What they have not made, none of them will make.
/// </summary>
/// <param name="folder">The experiment's folder of submissions.</param>
/// <param name="task">The task.</param>
/// <param name="warn">Receives a line for each record that cannot be read.</param>
internal sealed class EndedTasks(ClusterFolder folder, TaskName task, Action<string> warn)
{
    private readonly Lazy<IReadOnlyList<Submission>> submissions = new(() => folder.Submissions(warn));

    /// <summary>Returns why the task that was to make an artifact ended without it.</summary>
    /// <param name="stage">The stage of the artifact.</param>
    /// <param name="item">The artifact.</param>
    /// <returns>Null where no task of it has ended, and where a later submission makes it again.</returns>
    public string? ReasonOf(string stage, StageItem item)
    {
        if (submissions.Value.FirstOrDefault(one => one.Id == task.Submission) is not { } own
            || own.Jobs.FirstOrDefault(job => job.Job == task.Job) is not { } job)
        {
            return null;
        }
        bool isMadeAgain = submissions.Value.Any(one => string.CompareOrdinal(one.Id, own.Id) > 0
            && one.Jobs.Any(other => TaskOf(other) is not null));
        if (isMadeAgain) return null;
        var before = own.Jobs.Where(one => job.After.Contains(one.Job)).Select(one => (Submission: own, Job: one))
            .Concat(submissions.Value.SelectMany(one => one.Jobs
                .Where(other => other.Id is { } id && job.AfterIds.Contains(id)).Select(other => (one, other))));
        foreach (var (submission, ended) in before)
        {
            if (TaskOf(ended) is { } index)
            {
                return "its task ended without a result, as one does that is killed: see "
                    + ended.LogOf(ended.Id ?? submission.Id, index);
            }
        }
        return null;

        int? TaskOf(ClusterJob one)
        {
            if (!one.Steps.Contains(stage)) return null;
            for (int k = 0; k < one.Tasks.Count; k++)
                if (one.Tasks[k].Makes(item.Model, item.Run)) return k;
            return null;
        }
    }
}
