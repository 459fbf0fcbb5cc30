using System.Text.Json.Nodes;

namespace RomHost.Artifacts;

/// <summary>
/// Describes how an artifact may be taken from another experiment that made it from the same inputs: its bytes are a
/// function of them. Measurements are not taken, since their times belong to a process on a machine.
/// </summary>
/// <param name="Folder">The folder of its files; files elsewhere are not taken, whatever a record names.</param>
internal sealed record ArtifactReuse(string Folder)
{
    /// <summary>
    /// Whether a plugin names its files and is given their folder: they are copied, not linked, because what the plugin
    /// writes into a link is written into the other experiment too.
    /// </summary>
    public bool IsOfPlugin { get; init; }

    /// <summary>
    /// Returns whether facts are those that this experiment would write; null where the inputs decide all of them.
    /// </summary>
    public Func<JsonObject, bool>? HasSameFacts { get; init; }

    /// <summary>
    /// Returns files that an earlier artifact may have left, whether or not its record still names them.
    /// </summary>
    public Func<IEnumerable<string>> Former { get; init; } = () => [];
}
