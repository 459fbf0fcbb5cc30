namespace RomHost.Artifacts;

/// <summary>Files that are made together: what they are, what they are made from, and where their record lies. Immutable.</summary>
/// <param name="name">What messages call them: <c>POD basis</c>, say.</param>
/// <param name="recordPath">Their record.</param>
/// <param name="inputs">
/// What they would be made from today: the configuration keys that count, the builds of plugins and host that compute
/// them, and the fingerprints of the artifacts that they are made from. What is not named here can change without making them stale.
/// </param>
internal sealed class Artifact(string name, string recordPath, IReadOnlyDictionary<string, string> inputs)
{
    private readonly Lazy<string> fingerprint = new(() => ArtifactRecord.FingerprintOf(inputs));

    /// <summary>What messages call them.</summary>
    public string Name => name;

    /// <summary>Their record.</summary>
    public string RecordPath => recordPath;

    /// <summary>What they would be made from today.</summary>
    public IReadOnlyDictionary<string, string> Inputs => inputs;

    /// <summary>A digest of the inputs, by which artifacts that are made from these name them.</summary>
    public string Fingerprint => fingerprint.Value;
}
