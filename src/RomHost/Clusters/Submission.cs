using System.Text.Json;
using System.Text.Json.Serialization;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace RomHost.Clusters;

/// <summary>
/// What one call of <c>romhost submit</c> submitted of an experiment: <c>.cluster/SUBMISSION.json</c>.
/// </summary>
/// <param name="Id">Its name, which begins with the time, so that later ones sort behind earlier ones.</param>
/// <param name="Scheduler"><c>slurm</c>, or <c>local</c> for processes of one machine.</param>
/// <param name="ExperimentName">The name of the experiment.</param>
/// <param name="Identity">The digest of what its artifacts are made from.</param>
/// <param name="User">The user whose jobs they are.</param>
/// <param name="Machine">The machine that submitted them.</param>
/// <param name="ConfigFolder">Where relative paths of <c>.cluster/config.yaml</c> begin.</param>
/// <param name="Submitted">The time, UTC.</param>
/// <param name="SecondsPerRun">The time of a run by stage that the size of tasks was chosen by [s].</param>
/// <param name="Stale">
/// Records that existed and are made again, relative to the experiment's folder, with their time in ticks: they are
/// done when it has changed.
/// </param>
/// <param name="Jobs">The jobs, each after those that it waits for.</param>
internal sealed record Submission(
    [property: JsonPropertyName("submission")] string Id, string Scheduler, string ExperimentName, string Identity,
    string User, string Machine, string ConfigFolder, DateTime Submitted,
    IReadOnlyDictionary<string, double> SecondsPerRun,
    IReadOnlyDictionary<string, long> Stale, IReadOnlyList<ClusterJob> Jobs)
{
    /// <summary>The scheduler Slurm.</summary>
    public const string Slurm = "slurm";

    /// <summary>Processes of this machine.</summary>
    public const string Local = "local";

    /// <summary>The most tasks of a submission that is read.</summary>
    public const int MostTasks = 1_000_000;

    /// <summary>The most indices of runs of a submission that is read, in all its tasks.</summary>
    public const int MostIndices = 10_000_000;

    /// <summary>The process that works on it, where there is no scheduler.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Process { get; init; }

    /// <summary>Whether a process submits it, or works on it where there is no scheduler, as it is read.</summary>
    [JsonIgnore]
    public bool IsAttended { get; init; }

    /// <summary>Whether a job was not submitted, or its number not recorded yet.</summary>
    [JsonIgnore]
    public bool IsUnfinished => Scheduler == Slurm && Jobs.Any(job => job.Id is null);

    /// <summary>Returns a name for a new submission.</summary>
    /// <param name="now">The time.</param>
    public static string NewId(DateTime now) =>
        $"{now.ToUniversalTime():yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The name of a job at the scheduler, by which it is found where its number was never recorded.</summary>
    /// <param name="job">The job.</param>
    public string NameOf(ClusterJob job) => $"{ExperimentName}.{job.Job}.{Id}";

    /// <summary>Returns a copy with the number of a job.</summary>
    /// <param name="job">The name of the job.</param>
    /// <param name="id">Its number.</param>
    public Submission With(string job, string id) => this with
    {
        Jobs = [.. Jobs.Select(one => one.Job == job ? one with { Id = id } : one)],
    };

    /// <summary>Writes the record.</summary>
    /// <param name="path">Its file.</param>
    public void Write(string path) => AtomicFile.WriteText(path, JsonText.Of(this));

    /// <summary>Reads a record.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static Submission Read(string path)
    {
        try
        {
            var submission = JsonText.Read<Submission>(path);
            if (FaultOf(submission, Path.GetFileNameWithoutExtension(path)) is not { } fault) return submission;
            throw new InvalidDataException($"{path}: expected a record of romhost submit, found {fault}");
        }
        catch (Exception e) when (e is JsonException or NotRegularFileException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: expected a record of romhost submit, found {e.Message}", e);
        }
    }

    // The file may come from anywhere; only what is used as a name or a number is looked at.
    private static string? FaultOf(Submission submission, string name)
    {
        if (submission.Id != name) return $"that of '{Printable.Short(submission.Id)}'";
        if (submission.Jobs.Sum(job => (long)job.Tasks.Count) > MostTasks) return $"more than {MostTasks} tasks";
        long indices = 0;
        foreach (var job in submission.Jobs)
        {
            if (!ClusterFolder.IsName(job.Job)) return $"the job '{Printable.Short(job.Job)}'";
            if (job.Id is { } id && !ClusterFolder.IsNumber(id)) return $"the number '{Printable.Short(id)}'";
            foreach (var task in job.Tasks)
            {
                if (task.Runs is not null && task.Indices is null) return $"the runs '{Printable.Short(task.Runs)}'";
                indices += task.Indices?.Count ?? 0;
                if (indices > MostIndices) return $"more than {MostIndices} indices of runs";
            }
        }
        return null;
    }
}
