using System.Text.Json.Nodes;

namespace RomHost.Artifacts;

/// <summary>The result of making an artifact.</summary>
/// <param name="Files">The written files; they lie beside the record or below its folder.</param>
/// <param name="Facts">Results for later stages and the summary.</param>
internal sealed record MadeArtifact(IReadOnlyList<string> Files, JsonObject Facts)
{
    /// <summary>Duration [s] where it differs from the time of the whole making.</summary>
    public double? Seconds { get; init; }

    /// <summary>The other experiment of whose data it was made; null for none.</summary>
    public string? LinkedFrom { get; init; }

    /// <summary>
    /// The reason why another start makes the artifact again even with the same inputs: the cause of a failure may lie
    /// outside the configuration (no memory, no native library). Null for a whole artifact.
    /// </summary>
    public string? Outcome { get; init; }
}
