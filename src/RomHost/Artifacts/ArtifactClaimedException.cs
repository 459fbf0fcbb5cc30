namespace RomHost.Artifacts;

/// <summary>Thrown when another process makes an artifact, which this one therefore does not make now.</summary>
/// <param name="what">The artifact.</param>
/// <param name="owner">The other process.</param>
internal sealed class ArtifactClaimedException(string what, string owner) : Exception($"{owner} makes {what}")
{
    /// <summary>The artifact.</summary>
    public string What => what;

    /// <summary>The other process.</summary>
    public string Owner => owner;
}
