using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Numerics.Files;
using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>
/// Makes the artifacts of an experiment by one protocol: inputs → current? → remove the record → make → record. Before
/// any artifact changes, the summary that was made from it is removed. Thread-safe.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="folder">The folder of its artifacts.</param>
/// <param name="components">Its plugins, whose builds are inputs of artifacts.</param>
internal sealed class ArtifactStore(Experiment experiment, ExperimentFolder folder, ExperimentComponents components)
{
    private readonly IReadOnlyDictionary<string, string> configured = ConfigurationFlattener.Flatten(experiment);
    private InputFileDigests inputFiles = new();
    private readonly ConcurrentDictionary<string, Lazy<Artifact>> declared = new();
    private readonly ConcurrentDictionary<string, Lazy<ArtifactState>> seen = new();
    private ConcurrentDictionary<string, string> linked = new();
    private ConcurrentQueue<string> sources = new();

    /// <summary>Whether every artifact is made again.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Whether this process writes the experiment's records; a process that measures or trains one model does not.
    /// </summary>
    public bool KeepsRecords { get; init; } = true;

    /// <summary>
    /// Whether <see cref="Look"/> takes an attempt that failed for finished work: stages after it go on without it.
    /// </summary>
    public bool AcceptsFailures { get; set; }

    /// <summary>Whether <see cref="Make"/> keeps an attempt that failed, in place of trying it again.</summary>
    public bool KeepsFailures { get; set; }

    /// <summary>
    /// The file that counts starts of a job's task, which the first artifact that is finished removes; null for none.
    /// </summary>
    public string? Starts { get; set; }

    /// <summary>Cancels the reading of files whose content is compared.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Waits for other processes.</summary>
    public Patience Patience { get; init; } = new(null, CancellationToken.None);

    /// <summary>
    /// Tells which experiments under the same output root may have an artifact already; null where each is made.
    /// </summary>
    public ArtifactIndex? Others { get; init; }

    /// <summary>Links or copies files of other experiments.</summary>
    public FileTransfer Transfer { get; init; } = new();

    /// <summary>This process's turn on the experiment; null for a process that writes nothing there.</summary>
    public ExperimentTurn? Turn { get; set; }

    /// <summary>Returns the store of the same folder for an experiment with other options of models.</summary>
    /// <param name="other">The experiment.</param>
    /// <param name="plugins">Its plugins.</param>
    public ArtifactStore For(Experiment other, ExperimentComponents plugins) => new(other, folder, plugins)
    {
        Force = Force,
        AcceptsFailures = AcceptsFailures,
        KeepsFailures = KeepsFailures,
        KeepsRecords = KeepsRecords,
        Starts = Starts,
        Cancellation = Cancellation,
        Patience = Patience,
        Others = Others,
        Transfer = Transfer,
        Turn = Turn,
        inputFiles = inputFiles,
        linked = linked,
        sources = sources,
    };

    /// <summary>
    /// The number of present artifacts that were taken from each other experiment, of those that were asked for.
    /// </summary>
    public IReadOnlyDictionary<string, int> Linked => linked.Values.CountBy(name => name)
        .OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary();

    /// <summary>
    /// Returns the experiments from which artifacts were taken that were asked for since the last call, and forgets
    /// them.
    /// </summary>
    public IReadOnlyList<string> TakeSources()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        while (sources.TryDequeue(out string? name)) names.Add(name);
        return [.. names];
    }

    /// <summary>Declares an artifact that others depend on: its inputs are gathered once.</summary>
    /// <param name="name">The name in messages.</param>
    /// <param name="recordPath">The path of its record.</param>
    /// <param name="inputs">Gathers its inputs.</param>
    /// <param name="checkFacts">Reads the facts of its record (<see cref="Artifact.CheckFacts"/>).</param>
    /// <param name="reuse">How it may be taken from another experiment (<see cref="Artifact.Reuse"/>).</param>
    public Artifact Declare(
        string name, string recordPath, Func<Dictionary<string, string>> inputs,
        Action<JsonObject>? checkFacts = null, ArtifactReuse? reuse = null) => declared
        .GetOrAdd(
            recordPath,
            path => new Lazy<Artifact>(() => new Artifact(name, path, inputs())
            {
                CheckFacts = checkFacts,
                Reuse = reuse,
            })).Value;

    /// <summary>Returns the configuration values below some keys, as inputs of an artifact.</summary>
    /// <param name="prefixes">The beginnings of the keys.</param>
    public Dictionary<string, string> Configured(params string[] prefixes) => configured
        .Where(pair => prefixes.Any(prefix => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Returns the build of a registration's plugin, as an input of an artifact.</summary>
    /// <param name="registration">The registration.</param>
    public string BuildOf(PluginRegistration registration) => components.BuildOf(registration).ToString();

    /// <summary>Returns the digest of a run's input file, as an input of an artifact.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The run cannot be read.</exception>
    public string ContentOf(string path) => inputFiles.Of(path, Cancellation);

    /// <summary>
    /// Returns the state of an artifact as <see cref="Make"/> finds it without <see cref="Force"/>, and makes nothing.
    /// Its files are read once for each process.
    /// </summary>
    /// <param name="artifact">The artifact.</param>
    public ArtifactState Look(Artifact artifact) =>
        seen.GetOrAdd(artifact.RecordPath, _ => new(() => StateOf(artifact, AcceptsFailures))).Value;

    /// <summary>
    /// Returns the other experiment from which <see cref="Make"/> takes an artifact that is not current; makes nothing.
    /// </summary>
    /// <param name="artifact">The artifact.</param>
    /// <returns>Its name; null for none.</returns>
    public string? SourceOf(Artifact artifact) =>
        SourcesOf(artifact).FirstOrDefault(source => source.IsWhole(Cancellation))?.Record.LinkedFrom;

    /// <summary>
    /// Makes an artifact if it is missing or stale; where another process makes it, waits for that one.
    /// </summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="make">Makes it; returns null if it cannot be made and gets no record.</param>
    /// <param name="display">Tells at once why the artifact is made again; null where the caller does.</param>
    public ArtifactState Make(Artifact artifact, Func<MadeArtifact?> make, IProgressDisplay? display = null) =>
        Patience.Until(() => MakeOrDefer(artifact, make, display));

    /// <summary>Makes an artifact if it is missing or stale, and no other process makes it.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="make">Makes it; returns null if it cannot be made and gets no record.</param>
    /// <param name="display">Tells at once why the artifact is made again; null where the caller does.</param>
    /// <exception cref="ArtifactClaimedException">Another process makes it: do other work first.</exception>
    public ArtifactState MakeOrDefer(
        Artifact artifact, Func<MadeArtifact?> make, IProgressDisplay? display = null)
    {
        var state = PresentOrMade(artifact, make, display);
        if (state.Record?.LinkedFrom is { } other)
        {
            linked[artifact.RecordPath] = other;
            sources.Enqueue(other);
        }
        return state;
    }

    private ArtifactState PresentOrMade(Artifact artifact, Func<MadeArtifact?> make, IProgressDisplay? display)
    {
        var state = Present(artifact);
        if (state.Reason is null) return state;
        if (Turn is null) return Made(artifact, state.Reason, make, display);
        using var claim = Turn.Claim(artifact.RecordPath, artifact.Name);
        // Another process may have finished it just before.
        state = Present(artifact);
        if (state.Reason is null) return state;
        try
        {
            return Made(artifact, state.Reason, make, display);
        }
        catch (ClaimLostException)
        {
            throw new ArtifactClaimedException(artifact.Name, "another process");
        }
    }

    /// <summary>
    /// Records what stands for an artifact that was to be made elsewhere, unless it has a record after all: a shared
    /// file system may be late to show it. Waits for a process that makes it.
    /// </summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="substitute">What stands for it, without files.</param>
    public void Substitute(Artifact artifact, MadeArtifact substitute)
    {
        using var claim = Claim(artifact.RecordPath, artifact.Name);
        RemoveSummary();
        RecordOf(artifact, substitute, seconds: 0).WriteNew(artifact.RecordPath);
    }

    /// <summary>Claims something else that one process at a time does; waits for a process that does it.</summary>
    /// <param name="path">A path that stands for it, inside the experiment's folder.</param>
    /// <param name="what">Its name in messages.</param>
    /// <returns>The claim; null in a process that writes nothing.</returns>
    public ArtifactClaim? Claim(string path, string what) =>
        Turn is { } turn ? Patience.Until(() => turn.Claim(path, what)) : null;

    // Until the files are there and checked, the present ones stay as they are.
    private ArtifactState Made(
        Artifact artifact, string reason, Func<MadeArtifact?> make, IProgressDisplay? display)
    {
        using var staged = Stage(artifact);
        if (staged?.Record.LinkedFrom is { } other) reason = Reasons.Linked(other, reason);
        if (display is not null) Reasons.Say(display, artifact.Name, reason);
        RemoveSummary();
        folder.Make(Path.GetDirectoryName(artifact.RecordPath)!);
        string[] former = FilesOf(artifact.RecordPath);
        if (staged is not null && artifact.Reuse is { } reuse)
            former = [.. former, .. reuse.Files, .. reuse.FurtherFiles, .. reuse.Former()];
        AtomicFile.Delete(artifact.RecordPath);
        var (files, record) = staged is null ? Compute(artifact, make) : (staged.Take(), staged.Record);
        // A model may save other files than before: the former ones would be taken for its own.
        Delete(former.Except(files, StringComparer.OrdinalIgnoreCase));
        record?.Write(artifact.RecordPath);
        // What failed is tried again by the next start, and is no progress.
        if (Starts is not null && record?.HasFailed == false) File.Delete(Starts);
        return new(record, reason);
    }

    private (IReadOnlyList<string> Files, ArtifactRecord? Record) Compute(
        Artifact artifact, Func<MadeArtifact?> make)
    {
        var watch = Stopwatch.StartNew();
        return make() is { } made
            ? (made.Files, RecordOf(artifact, made, made.Seconds ?? watch.Elapsed.TotalSeconds))
            : ([], null);
    }

    private ArtifactRecord RecordOf(Artifact artifact, MadeArtifact made, double seconds)
    {
        var inputs = artifact.Inputs;
        if (made.Outcome is { } outcome)
            inputs = new Dictionary<string, string>(inputs) { [Staleness.Outcome] = outcome };
        return ArtifactRecord.Of(
            artifact.RecordPath, inputs, made.Files, made.Facts, seconds, experiment.Compress, made.LinkedFrom);
    }

    /// <summary>
    /// Takes an artifact of another experiment that has other inputs than that of this one, to make this one of its
    /// data.
    /// </summary>
    /// <param name="shared">An artifact that both are made from.</param>
    /// <param name="recordPath">The path of the artifact's record in this experiment.</param>
    /// <param name="alike">Returns this experiment's artifact if it had the inputs of a record; null for none.</param>
    /// <returns>The artifact, checked, without a name here; null where there is none.</returns>
    public StagedArtifact? TakeAlike(Artifact shared, string recordPath, Func<ArtifactRecord, Artifact?> alike) =>
        Having(shared)
            .Select(other => ArtifactRecord.Read(Path.Combine(other, folder.NameOf(recordPath))) is { } record
                && alike(record) is { } artifact
                    ? ForeignArtifact.In(other, folder, artifact, experiment.Compress)?.Stage(Transfer, Cancellation)
                    : null)
            .FirstOrDefault(staged => staged is not null);

    private StagedArtifact? Stage(Artifact artifact)
    {
        var sources = SourcesOf(artifact);
        // Plugins' files are copied, and read for that.
        if (artifact.Reuse is { PluginFolder: null }) sources = SeenFirst(sources);
        return sources.Select(source => source.Stage(Transfer, Cancellation))
            .FirstOrDefault(staged => staged is not null);
    }

    // Of the first few that have it, those whose files need not be read: each costs the reading of a record.
    private static IEnumerable<ForeignArtifact> SeenFirst(IEnumerable<ForeignArtifact> sources)
    {
        const int Few = 4;
        var unseen = new List<ForeignArtifact>();
        foreach (var source in sources.Take(Few))
        {
            if (source.IsSeen) yield return source;
            else unseen.Add(source);
        }
        foreach (var source in unseen.Concat(sources.Skip(Few))) yield return source;
    }

    private IEnumerable<ForeignArtifact> SourcesOf(Artifact artifact) => artifact.Reuse is null
        ? []
        : Having(artifact).Select(other => ForeignArtifact.In(other, folder, artifact, experiment.Compress))
            .OfType<ForeignArtifact>();

    // Folders of other experiments.
    private IEnumerable<string> Having(Artifact artifact) => Others is null || Force
        ? []
        : Others.Having(artifact.Fingerprint, keeps: Turn is not null, Cancellation)
            .Where(other => other != folder.Root);

    /// <summary>Removes files of artifacts that are not made again.</summary>
    /// <param name="paths">Their records first, so that a stopped process leaves no record without its files.</param>
    public void Remove(params IEnumerable<string> paths)
    {
        string[] found = [.. paths.Where(File.Exists)];
        if (found.Length == 0) return;
        RemoveSummary();
        Delete(found);
    }

    /// <summary>
    /// Replaces the record of an artifact that turned out to be useless; without effect in a process that does not keep
    /// records.
    /// </summary>
    /// <param name="recordPath">The path of the record.</param>
    /// <param name="record">The new record.</param>
    public void Replace(string recordPath, ArtifactRecord record)
    {
        if (!KeepsRecords) return;
        RemoveSummary();
        record.Write(recordPath);
    }

    // What another process tried and failed to make since this one began is not tried again.
    private ArtifactState Present(Artifact artifact)
    {
        if (Force) return new(null, "forced");
        var state = StateOf(artifact, KeepsFailures);
        return state.Reason is not null && Turn is { } turn
            && File.GetLastWriteTimeUtc(artifact.RecordPath) > turn.Began
            ? StateOf(artifact, acceptsFailure: true)
            : state;
    }

    private ArtifactState StateOf(Artifact artifact, bool acceptsFailure = false)
    {
        string? reason = ArtifactRecord.ReasonToMake(
            artifact.RecordPath, artifact.Inputs, out var record, Cancellation, acceptsFailure);
        if (record is not null && artifact.CheckFacts is { } check && record.FaultOfFacts(check) is { } fault)
            return new(null, $"damaged: {Path.GetFileName(artifact.RecordPath)} is not as a run writes it ({fault})");
        return new(record, reason);
    }

    // It would describe artifacts that no longer exist.
    private void RemoveSummary()
    {
        Turn?.Check();
        AtomicFile.Delete(folder.Summary);
    }

    private static void Delete(IEnumerable<string> paths)
    {
        foreach (string path in paths) AtomicFile.Delete(path);
    }

    // A record may come from anywhere.
    private string[] FilesOf(string recordPath) => ArtifactRecord.Read(recordPath) is { } record
        ? [.. record.Files(recordPath).Where(path => RealFolder.Contains(folder.Root, path))]
        : [];
}
