using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Reporting.Tables;

namespace RomHost.Dashboard;

/// <summary>
/// Observes the experiments of a folder without changing anything in it. Files are looked at when somebody asks, at
/// most once a second, and a summary is read again only where its length or time changed.
/// </summary>
/// <remarks>
/// Nothing is watched: shared file systems such as NFS do not report what other machines write.
/// </remarks>
internal sealed class ObservedRoot
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // Of the time at most this share is spent on looking.
    private const int Rest = 10;

    private const int MostSightings = 10_000, MostProcesses = 1_000;

    private readonly TimeProvider clock;
    private readonly string root;
    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTime Beat, long Seen)> sightings = [];
    private RootSnapshot snapshot;
    private long looked;
    private TimeSpan pause;

    private ObservedRoot(string root, TimeProvider clock)
    {
        (this.root, this.clock) = (root, clock);
        snapshot = new(root, 0, 0, [], 0, null);
        Refresh();
    }

    /// <summary>Opens an experiment's folder, or a folder that holds some.</summary>
    /// <param name="place">The folder.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It holds no experiment, or cannot be read.</exception>
    public static ObservedRoot Open(string place, TimeProvider clock)
    {
        try
        {
            _ = ExperimentSearch.In(place);
            return new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)), clock);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InvalidDataException($"expected a folder that may be read, found {place}: {e.Message}", e);
        }
    }

    /// <summary>Returns the present state, at most a few seconds old.</summary>
    public RootSnapshot Look()
    {
        lock (gate)
        {
            if (clock.GetElapsedTime(looked) >= pause) Refresh();
            return snapshot;
        }
    }

    private void Refresh()
    {
        long begun = clock.GetTimestamp();
        var (experiments, links, problem) = Observe();
        bool isSame = problem == snapshot.Problem && links == snapshot.Links
            && experiments.Values.Select(one => one.Fingerprint)
                .SequenceEqual(snapshot.Experiments.Values.Select(one => one.Fingerprint));
        if (!isSame || snapshot.Version == 0)
        {
            bool areResults = experiments.Values.Select(one => (one.Name, one.Stamp))
                .SequenceEqual(snapshot.Experiments.Values.Select(one => (one.Name, one.Stamp)));
            snapshot = new(
                root, snapshot.Version + 1, snapshot.ResultsVersion + (areResults ? 0 : 1), experiments, links,
                problem);
        }
        looked = clock.GetTimestamp();
        pause = clock.GetElapsedTime(begun, looked) * Rest is var rest && rest > Shortest ? rest : Shortest;
    }

    private (OrderedDictionary<string, ObservedExperiment> Experiments, int Links, string? Problem) Observe()
    {
        if (sightings.Count > MostSightings) sightings.Clear();
        ExperimentSearch search;
        try
        {
            search = ExperimentSearch.In(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return ([], 0, e.Message);
        }
        var stamps = search.Places.ToDictionary(place => place.Name, place => StampOf(place.Folder));
        // Those that are new, or whose results changed.
        ExperimentPlace[] changed =
        [
            .. search.Places.Where(place => stamps[place.Name] is { } stamp
                && snapshot.Experiments.GetValueOrDefault(place.Name)?.Stamp != stamp
                && !RealFolder.IsLink(place.Folder.Summary)),
        ];
        var read = ExperimentIndex.Read(changed, updates: false).ToDictionary(one => one.Name);
        var experiments = new OrderedDictionary<string, ObservedExperiment>();
        foreach (var place in search.Places)
            experiments[place.Name] = Observe(place, stamps[place.Name], read.GetValueOrDefault(place.Name));
        return (experiments, search.Links, null);
    }

    private ObservedExperiment Observe(ExperimentPlace place, (long, long)? stamp, FoundExperiment? read)
    {
        var folder = place.Folder;
        WorkingProcess[] processes = [.. ProcessesOf(folder).Where(IsAtWork)];
        var former = snapshot.Experiments.GetValueOrDefault(place.Name);
        bool isFormer = former is not null && former.Stamp == stamp;
        var summary = stamp is null ? null : isFormer ? former!.Summary : read?.Summary;
        string? problem = stamp is null || summary is not null ? null
            : isFormer ? former!.Problem
            : read?.Problem ?? $"{Path.GetFileName(folder.Summary)} is a link, which is not followed";
        var tasks = summary is null ? TasksOf(folder, former) : null;
        var state = processes.Length > 0 ? ExperimentState.Running
            : summary is not null ? ExperimentState.Finished
            : problem is not null ? ExperimentState.Unreadable
            : tasks?.State ?? ExperimentState.Stopped;
        var rows = isFormer ? former!.Rows
            : summary is null ? []
            : [.. ResultRow.Of([new FoundExperiment(folder, summary, null) { Name = place.Name }])];
        return new(place.Name, folder, state, stamp, summary, problem, processes, tasks, rows);
    }

    private static (long, long)? StampOf(ExperimentFolder folder)
    {
        var file = new FileInfo(folder.Summary);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc.Ticks)
            : file.LinkTarget is not null ? (0, file.LastWriteTimeUtc.Ticks)
            : null;
    }

    private static SubmittedTasks? TasksOf(ExperimentFolder folder, ObservedExperiment? former)
    {
        try
        {
            return SubmittedTasks.Read(folder, former?.Tasks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the folder is being written, or may not be read
        }
    }

    private static IEnumerable<WorkingProcess> ProcessesOf(ExperimentFolder folder)
    {
        try
        {
            return [.. RealFolder.Files(folder.Claims)
                .Where(path => path.EndsWith(".process", StringComparison.Ordinal) && !RealFolder.IsLink(path))
                .Take(MostProcesses).Select(WorkingProcess.Read).OfType<WorkingProcess>()
                .Where(process => process.Id.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // the last process that left removed the folder
        }
    }

    // The clock of a shared file system may differ from this one's: a process whose file changes is at work.
    private bool IsAtWork(WorkingProcess process)
    {
        if (process.HasEnded) return false;
        long now = clock.GetTimestamp();
        bool isKnown = sightings.TryGetValue(process.Id, out var sighting);
        if (!isKnown || sighting.Beat != process.Beat)
        {
            bool isSilent = !isKnown && process.IsSilent(clock.GetUtcNow().UtcDateTime);
            sightings[process.Id] = sighting = (process.Beat, isSilent ? long.MinValue : now);
        }
        return process.IsAliveHere || (sighting.Seen != long.MinValue
            && clock.GetElapsedTime(sighting.Seen, now) <= WorkingProcess.LongestSilence);
    }
}
