using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>
/// The path of a value, such as <c>models[1].hidden_units</c>, as a link to its parent's path. Immutable.
/// </summary>
/// <remarks>
/// The text is built only for messages: a file of one megabyte has a hundred thousand values below keys that may have a
/// thousand characters.
/// </remarks>
internal sealed class ConfigPath
{
    /// <summary>The path of the whole file; its text is empty.</summary>
    public static readonly ConfigPath Root = new(null, "");

    // Enough for a message; the end of a path is more specific than its beginning.
    private const int LongestText = 200;

    private readonly ConfigPath? parent;
    private readonly string? key;
    private readonly int index;

    private ConfigPath(ConfigPath? parent, string? key, int index = 0) =>
        (this.parent, this.key, this.index) = (parent, key, index);

    /// <summary>Returns the path of a key below this one.</summary>
    public ConfigPath Key(string name) => new(this, name);

    /// <summary>Returns the path of an item below this one.</summary>
    /// <param name="number">Its index, from 0.</param>
    public ConfigPath Item(int number) => new(this, null, number);

    /// <summary>Formats the path; of a long one only its end, after <c>…</c>.</summary>
    public override string ToString()
    {
        var segments = new List<string>();
        int length = 0;
        ConfigPath path = this;
        for (; path.parent is not null && length <= LongestText; path = path.parent)
        {
            string segment = path.key is null ? $"[{path.index}]" : Printable.Short(path.key);
            bool needsPoint = path.key is not null && path.parent.parent is not null;
            segments.Add(needsPoint ? "." + segment : segment);
            length += segment.Length;
        }
        segments.Reverse();
        return (path.parent is null ? "" : "…") + string.Concat(segments);
    }
}
