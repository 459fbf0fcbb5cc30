namespace RomHost.Artifacts;

/// <summary>The state of an artifact after a request.</summary>
/// <param name="Record">Its record; null if it could not be made.</param>
/// <param name="Reason">The reason for making it; null if it was kept.</param>
internal readonly record struct ArtifactState(ArtifactRecord? Record, string? Reason)
{
    /// <summary>Whether it was computed now, neither kept nor taken from another experiment.</summary>
    public bool IsComputed => Reason is not null && Record?.LinkedFrom is null;
}
