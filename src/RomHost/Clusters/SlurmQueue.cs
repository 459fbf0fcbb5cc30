namespace RomHost.Clusters;

/// <summary>The jobs of some users as one call of <c>squeue</c> lists them.</summary>
internal sealed class SlurmQueue
{
    /// <summary>The format of a line; the name comes last, since a foreign one may contain anything.</summary>
    public const string Format = "%F|%K|%T|%r|%j";

    // Jobs that are no arrays have the index -1.
    private readonly Dictionary<(string Id, int Task), QueuedJob> byTask = [];
    private readonly Dictionary<string, string> idByName = [];

    private SlurmQueue(IReadOnlyList<QueuedJob> jobs)
    {
        Jobs = jobs;
        foreach (var job in jobs)
        {
            idByName.TryAdd(job.Name, job.Id);
            foreach (int task in job.Tasks ?? [-1])
            {
                if (!byTask.TryGetValue((job.Id, task), out var other) || other.HasEnded) byTask[(job.Id, task)] = job;
            }
        }
    }

    /// <summary>A queue without jobs.</summary>
    public static SlurmQueue Empty { get; } = new([]);

    /// <summary>The jobs.</summary>
    public IReadOnlyList<QueuedJob> Jobs { get; }

    /// <summary>Reads the output of <c>squeue</c>; lines of another form are left out.</summary>
    /// <param name="output">The output.</param>
    public static SlurmQueue Parse(string output) =>
        new([.. output.Split('\n').Select(ParseLine).OfType<QueuedJob>()]);

    /// <summary>Returns the entry of a task; the one that is not over, where there are several.</summary>
    /// <param name="id">The number of its job.</param>
    /// <param name="task">Its index in the array; null where the job is none.</param>
    /// <param name="name">
    /// Its name: a number alone may be that of another job, on another cluster or after a new start of this one.
    /// </param>
    public QueuedJob? Find(string id, int? task, string name) =>
        byTask.GetValueOrDefault((id, task ?? -1)) is { } job && job.Name == name ? job : null;

    /// <summary>Returns the number of a job that has a name; null where there is none.</summary>
    /// <param name="name">The name, which <c>romhost submit</c> gives to one job only.</param>
    public string? IdOf(string name) => idByName.GetValueOrDefault(name);

    /// <summary>
    /// Returns the jobs of a submission that are not over, also those whose number was never recorded.
    /// </summary>
    /// <param name="submission">The submission.</param>
    public IEnumerable<QueuedJob> Of(Submission submission)
    {
        var names = submission.Jobs.Select(submission.NameOf).ToHashSet();
        return Jobs.Where(job => !job.HasEnded && names.Contains(job.Name));
    }

    private static QueuedJob? ParseLine(string line)
    {
        if (line.Trim().Split('|', 5) is not [var id, var tasks, var state, var reason, var name]
            || !ClusterFolder.IsNumber(id))
        {
            return null;
        }
        // 5-20%4: at most four of them at once.
        return new(id, RunIndices.Parse(tasks.Split('%')[0]), state, reason, name);
    }
}
