namespace RomHost.Artifacts;

/// <summary>An artifact, after it was asked for.</summary>
/// <param name="Record">Its record; null where it could not be made.</param>
/// <param name="Reason">Why it was made; null where it was kept.</param>
internal readonly record struct ArtifactState(ArtifactRecord? Record, string? Reason);
