using System.Globalization;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Processes;

namespace RomHost.Clusters;

/// <summary>Ends submitted work.</summary>
/// <param name="slurm">The scheduler.</param>
/// <param name="patience">For so long the end of jobs is waited for.</param>
/// <param name="warn">Receives warnings.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class Cancellation(
    Slurm slurm, TimeSpan patience, Action<string> warn, CancellationToken cancellation)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.2), LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Ends all jobs of submissions, and waits until the scheduler has none of them. Scripts that begin after this do
    /// nothing, so that a job which was being submitted meanwhile ends too.
    /// </summary>
    /// <param name="submissions">The submissions.</param>
    /// <returns>The number of jobs and processes that were ended.</returns>
    /// <exception cref="SchedulerSilentException">The scheduler did not answer.</exception>
    /// <exception cref="SchedulerRefusedException">It refused, or jobs are still ending.</exception>
    public int Cancel(IReadOnlyList<(ClusterFolder Folder, Submission Submission)> submissions)
    {
        var marks = submissions.Select(one => one.Folder).Distinct()
            .ToDictionary(folder => folder, folder => folder.Marks());
        var unfinished = submissions.Where(one => !IsDone(marks[one.Folder], one.Submission)).ToArray();
        foreach (var (folder, submission) in unfinished) ClusterFolder.Mark(folder.CancelledOf(submission.Id));
        int processes = unfinished.Count(one => EndsProcess(one.Submission));
        Submission[] queued =
            [.. submissions.Select(one => one.Submission).Where(one => one.Scheduler == Submission.Slurm)];
        return processes + CancelJobs(queued);
    }

    private int CancelJobs(IReadOnlyList<Submission> submissions)
    {
        var ended = new HashSet<string>();
        var waited = TimeSpan.Zero;
        for (var pause = FirstPause; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            var queue = slurm.Queue(submissions.Select(submission => submission.User));
            QueuedJob[] jobs = [.. submissions.SelectMany(queue.Of)];
            string[] alive = [.. jobs.Select(job => job.Id).Distinct()];
            if (alive.Length == 0) return ended.Count;
            if (waited > patience)
            {
                throw new SchedulerRefusedException(
                    $"{NumberText.Count(alive.Length, "job")} did not end within {patience.TotalSeconds:0} s "
                    + $"({string.Join(", ", alive)}): call romhost cancel again");
            }
            // One that was submitted, or queued again, meanwhile. A job that is ending is not told a second time.
            slurm.Cancel(jobs.Where(job => job.State != QueuedJob.Ending).Select(job => job.Id));
            ended.UnionWith(alive);
            cancellation.WaitHandle.WaitOne(pause);
            cancellation.ThrowIfCancellationRequested();
            waited += pause;
        }
    }

    private static bool IsDone(ClusterMarks marks, Submission submission) =>
        submission.Jobs.All(job => Enumerable.Range(0, job.Tasks.Count)
            .All(task => marks.ExitOf(submission.Id, job.Job, task) == 0));

    // It ends the processes that it started.
    private bool EndsProcess(Submission submission)
    {
        if (submission.Process is not { } text || ProcessMark.Parse(text) is not { } process) return false;
        if (submission.Machine != WorkingProcess.ThisMachine)
        {
            warn(
                $"{submission.ExperimentName} was worked on by process {process.Id} of "
                + $"{submission.Machine.Split('/')[0]}: it begins nothing new; end it there");
            return false;
        }
        if (!process.IsAlive) return false;
        ChildProcess.ResultOf(
            "/bin/sh", ["-c", "kill -TERM \"$0\"", process.Id.ToString(CultureInfo.InvariantCulture)],
            TimeSpan.FromSeconds(10), cancellation);
        return true;
    }
}
