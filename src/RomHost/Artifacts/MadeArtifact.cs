using System.Text.Json.Nodes;

namespace RomHost.Artifacts;

/// <summary>What making an artifact came to.</summary>
/// <param name="Files">The files that were written; they lie in the folder of the record or below it, or beside it.</param>
/// <param name="Facts">Results that later stages and the summary read.</param>
internal sealed record MadeArtifact(IReadOnlyList<string> Files, JsonObject Facts)
{
    /// <summary>How long the making took [s], where it is not the time that it took to make all of it.</summary>
    public double? Seconds { get; init; }

    /// <summary>
    /// Why another start makes the artifact again, whatever its inputs are: the cause of a failure may lie outside the
    /// configuration (no memory, no native library). Null for a whole artifact.
    /// </summary>
    public string? Outcome { get; init; }
}
