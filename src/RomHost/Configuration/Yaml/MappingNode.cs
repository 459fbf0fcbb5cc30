namespace RomHost.Configuration.Yaml;

/// <summary>Keys with values, in the order of the file.</summary>
/// <param name="location">Its position.</param>
/// <param name="path">Its path.</param>
/// <param name="entries">Its entries; without duplicate keys.</param>
internal sealed class MappingNode(SourceLocation location, ConfigPath path, IReadOnlyList<MappingEntry> entries)
    : ConfigNode(location, path)
{
    private readonly Dictionary<string, MappingEntry> byKey = entries.ToDictionary(entry => entry.Key);

    /// <summary>Its entries, in the order of the file.</summary>
    public IReadOnlyList<MappingEntry> Entries { get; } = entries;

    /// <inheritdoc/>
    public override string Description => "a mapping";

    /// <summary>Returns the entry of a key, or null.</summary>
    public MappingEntry? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>Returns the text of a key's value where it is a single value, else null.</summary>
    public string? TextOf(string key) => Find(key)?.Value is ScalarNode { IsNull: false } scalar ? scalar.Text : null;

    /// <summary>Returns the mapping with an entry replaced, or added at the end.</summary>
    public MappingNode With(MappingEntry entry) => new(
        Location,
        Path,
        byKey.ContainsKey(entry.Key)
            ? [.. Entries.Select(old => old.Key == entry.Key ? entry : old)]
            : [.. Entries, entry]);

    /// <summary>Returns the mapping without a key.</summary>
    public MappingNode Without(string key) => new(Location, Path, [.. Entries.Where(entry => entry.Key != key)]);
}
