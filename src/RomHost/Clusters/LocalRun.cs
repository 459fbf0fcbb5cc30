using System.Globalization;
using RomHost.Progress;

namespace RomHost.Clusters;

/// <summary>
/// Works on submissions with processes of this machine, in the order and with the parts that a scheduler would get.
/// </summary>
/// <param name="processes">The most processes at once.</param>
/// <param name="display">Shows progress and failures.</param>
/// <param name="cancellation">Ends the processes.</param>
internal sealed class LocalRun(int processes, IProgressDisplay display, CancellationToken cancellation)
{
    private readonly Lock access = new();
    private readonly SemaphoreSlim ended = new(0);
    private readonly List<LocalTask> waiting = [];
    private readonly List<LocalTask> running = [];
    private readonly Dictionary<string, int> unfinished = []; // tasks of each job
    private int failed;

    /// <summary>Adds the tasks of a submission.</summary>
    /// <param name="folder">The experiment's folder of submissions.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="file">The cluster file.</param>
    /// <param name="arguments">The arguments of <c>run</c> that select the experiment.</param>
    public void Add(
        ClusterFolder folder, Submission submission, ClusterFile file, IReadOnlyList<string> arguments)
    {
        foreach (var job in submission.Jobs)
        {
            unfinished[LocalTask.KeyOf(submission, job.Job)] = job.Tasks.Count;
            for (int k = 0; k < job.Tasks.Count; k++)
                waiting.Add(new LocalTask(folder, submission, job, k, file, arguments));
        }
    }

    /// <summary>Works until all tasks have ended; one that fails costs itself only.</summary>
    /// <returns>The number of tasks that failed.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; the processes have ended.</exception>
    public int Run()
    {
        if (waiting.Count == 0) return 0;
        using var progress = display.Begin("tasks", waiting.Count, "task");
        while (true)
        {
            lock (access)
            {
                if (cancellation.IsCancellationRequested) waiting.Clear();
                while (Next() is { } next) Start(next, progress);
                if (running.Count == 0 && waiting.Count == 0) break;
            }
            ended.Wait(CancellationToken.None);
        }
        cancellation.ThrowIfCancellationRequested();
        return failed;
    }

    // What measures times is alone, and comes when nothing else can begin.
    private LocalTask? Next()
    {
        if (running.Count >= processes || running.Any(task => task.Job.Exclusive)) return null;
        bool isExclusiveReady = false;
        foreach (var task in waiting.Where(IsReady))
        {
            if (!task.Job.Exclusive) return task;
            isExclusiveReady = true;
        }
        return isExclusiveReady && running.Count == 0
            ? waiting.First(IsReady)
            : null;
    }

    // Jobs of a scheduler, to which earlier submissions went, are not known here.
    private bool IsReady(LocalTask task) => task.After.All(job => unfinished.GetValueOrDefault(job) == 0);

    private void Start(LocalTask task, IProgressTask progress)
    {
        waiting.Remove(task);
        running.Add(task);
        _ = Task.Factory.StartNew(() => Work(task, progress), TaskCreationOptions.LongRunning);
    }

    private void Work(LocalTask task, IProgressTask progress)
    {
        string? problem = null;
        try
        {
            int exitCode = task.Run(cancellation);
            if (exitCode != 0) problem = string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");
        }
        catch (OperationCanceledException)
        {
            // The command ends.
        }
        // Whatever ends one task, the others are worked on, and the last one ends the run.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            problem = e.Message;
        }
        lock (access)
        {
            running.Remove(task);
            unfinished[task.Key]--;
            if (problem is not null)
            {
                failed++;
                display.Warn($"{task.Name}: {problem}: {task.Log}");
            }
            progress.Advance();
        }
        ended.Release();
    }
}
