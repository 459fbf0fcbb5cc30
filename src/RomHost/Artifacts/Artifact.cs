using System.Text.Json.Nodes;

namespace RomHost.Artifacts;

/// <summary>Files that are made together, with their inputs and the path of their record. Immutable.</summary>
/// <param name="name">The name in messages, such as <c>POD basis</c>.</param>
/// <param name="recordPath">The path of the record.</param>
/// <param name="inputs">
/// Today's inputs: the relevant configuration keys, the builds of plugins and host that compute the files, and the
/// fingerprints of the artifacts that they read. Anything else can change without making them stale.
/// </param>
internal sealed class Artifact(string name, string recordPath, IReadOnlyDictionary<string, string> inputs)
{
    private readonly Lazy<string> fingerprint = new(() => ArtifactRecord.FingerprintOf(inputs));

    /// <summary>The name in messages.</summary>
    public string Name => name;

    /// <summary>The path of the record.</summary>
    public string RecordPath => recordPath;

    /// <summary>Today's inputs.</summary>
    public IReadOnlyDictionary<string, string> Inputs => inputs;

    /// <summary>
    /// Reads the facts of its record, and throws where they have another form than a run writes; then the artifact is
    /// made again. Null where nothing reads them.
    /// </summary>
    public Action<JsonObject>? CheckFacts { get; init; }

    /// <summary>How it may be taken from another experiment; null for an artifact that is always made.</summary>
    public ArtifactReuse? Reuse { get; init; }

    /// <summary>The digest of the inputs, by which dependent artifacts name these.</summary>
    public string Fingerprint => fingerprint.Value;
}
