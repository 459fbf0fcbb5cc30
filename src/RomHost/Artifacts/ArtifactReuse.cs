using System.Text.Json.Nodes;

namespace RomHost.Artifacts;

/// <summary>
/// Describes how an artifact may be taken from another experiment that made it from the same inputs: its bytes are a
/// function of them. Measurements are not taken, since their times belong to a process on a machine.
/// </summary>
/// <remarks>
/// A record of another experiment may come from anywhere: whatever files it names, an artifact is taken with the files
/// that are named here, and with no others.
/// </remarks>
internal sealed record ArtifactReuse
{
    /// <summary>The files that each artifact of this kind has.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Files that some artifacts of this kind have.</summary>
    public IReadOnlyList<string> FurtherFiles { get; init; } = [];

    /// <summary>
    /// The folder of a plugin that names its files itself; null where the host names them. Such files are copied, not
    /// linked, because what a plugin writes into a link is written into the other experiment too.
    /// </summary>
    public string? PluginFolder { get; init; }

    /// <summary>
    /// Returns whether facts are those that this experiment would write; null where the inputs decide all of them.
    /// </summary>
    public Func<JsonObject, bool>? HasSameFacts { get; init; }

    /// <summary>
    /// Returns files beside <see cref="Files"/> and <see cref="FurtherFiles"/> that an earlier artifact may have left,
    /// whether or not its record still names them.
    /// </summary>
    public Func<IEnumerable<string>> Former { get; init; } = () => [];
}
