namespace RomHost.Configuration.Yaml;

/// <summary>A list.</summary>
/// <param name="location">Its position.</param>
/// <param name="path">Its path.</param>
/// <param name="items">Its items.</param>
internal sealed class SequenceNode(SourceLocation location, ConfigPath path, IReadOnlyList<ConfigNode> items)
    : ConfigNode(location, path)
{
    /// <summary>Its items.</summary>
    public IReadOnlyList<ConfigNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Description => "a list";

    /// <summary>Returns the list with another item at <paramref name="index"/>.</summary>
    public SequenceNode With(int index, ConfigNode item)
    {
        ConfigNode[] items = [.. Items];
        items[index] = item;
        return new SequenceNode(Location, Path, items);
    }
}
