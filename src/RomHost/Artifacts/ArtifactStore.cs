using System.Collections.Concurrent;
using System.Diagnostics;
using Rom.Abstractions;
using Rom.Numerics.Files;
using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>
/// The artifacts of an experiment, and the one protocol that they are made by: inputs → current? → remove the record →
/// make → record. Thread-safe.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="folder">Where its artifacts lie.</param>
/// <param name="components">Its plugins, whose builds artifacts are made by.</param>
internal sealed class ArtifactStore(Experiment experiment, ExperimentFolder folder, ExperimentComponents components)
{
    private readonly IReadOnlyDictionary<string, string> configured = ConfigurationFlattener.Flatten(experiment);
    private readonly InputFileDigests inputFiles = new();
    private readonly ConcurrentDictionary<string, Lazy<Artifact>> declared = new();

    /// <summary>Whether every artifact is made again.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Whether this process keeps the experiment's records; one that was started to measure or to train a model does not.
    /// </summary>
    public bool KeepsRecords { get; init; } = true;

    /// <summary>Cancels the reading of files whose content is compared.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>This process's turn on the experiment; null where it writes nothing there.</summary>
    public ExperimentTurn? Turn { get; set; }

    /// <summary>An artifact that others are made from: its inputs are gathered once.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="recordPath">Its record.</param>
    /// <param name="inputs">Gathers its inputs.</param>
    public Artifact Declare(string name, string recordPath, Func<Dictionary<string, string>> inputs) => declared
        .GetOrAdd(recordPath, path => new Lazy<Artifact>(() => new Artifact(name, path, inputs()))).Value;

    /// <summary>The values of the configuration below some keys, for the inputs of an artifact.</summary>
    /// <param name="prefixes">What the keys begin with.</param>
    public Dictionary<string, string> Configured(params string[] prefixes) => configured
        .Where(pair => prefixes.Any(prefix => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The build of the plugin that offers something, for the inputs of an artifact.</summary>
    /// <param name="registration">What it offers.</param>
    public string BuildOf(PluginRegistration registration) => components.BuildOf(registration).ToString();

    /// <summary>The content of a file that a run is made from, for the inputs of an artifact.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public string ContentOf(string path) => inputFiles.Of(path, Cancellation);

    /// <summary>Makes an artifact where it is missing or stale.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="make">Makes it; null for what could not be made and gets no record.</param>
    /// <param name="display">Where to say at once why it is made again; null where the caller says it.</param>
    public ArtifactState Make(Artifact artifact, Func<MadeArtifact?> make, IProgressDisplay? display = null)
    {
        var (record, reason) = StateOf(artifact);
        if (reason is null) return new(record, null);
        if (display is not null) Reasons.Say(display, artifact.Name, reason);
        Turn?.Check();
        // From here on the summary would describe other artifacts than those beside it.
        AtomicFile.Delete(folder.Summary);
        folder.Make(Path.GetDirectoryName(artifact.RecordPath)!);
        AtomicFile.Delete(artifact.RecordPath);
        var watch = Stopwatch.StartNew();
        if (make() is not { } made) return new(null, reason);
        var inputs = artifact.Inputs;
        if (made.Outcome is { } outcome) inputs = new Dictionary<string, string>(inputs) { [Staleness.Outcome] = outcome };
        record = ArtifactRecord.Of(
            artifact.RecordPath, inputs, made.Files, made.Facts, made.Seconds ?? watch.Elapsed.TotalSeconds);
        record.Write(artifact.RecordPath);
        return new(record, reason);
    }

    private ArtifactState StateOf(Artifact artifact)
    {
        if (Force) return new(null, "forced");
        string? reason = ArtifactRecord.ReasonToMake(
            artifact.RecordPath, artifact.Inputs, out var record, Cancellation);
        return new(record, reason);
    }
}
