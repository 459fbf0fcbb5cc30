namespace RomHost.Pipeline;

/// <summary>An artifact as it would be made or kept.</summary>
/// <param name="Item">The artifact.</param>
/// <param name="Reason">The reason for making it; null where it would be kept.</param>
internal sealed record PlannedArtifact(StageItem Item, string? Reason)
{
    /// <summary>The experiment from which it would be taken in place of making it; null for none.</summary>
    public string? LinkedFrom { get; init; }
}
