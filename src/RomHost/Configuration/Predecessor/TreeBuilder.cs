using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>Places nodes at dotted paths; the first node at a path is kept.</summary>
/// <param name="location">The position of the mapping, for errors about missing keys.</param>
/// <param name="path">Its path in the translated file.</param>
internal sealed class TreeBuilder(SourceLocation location, ConfigPath path)
{
    private readonly OrderedDictionary<string, TreeBuilder> branches = [];
    private readonly OrderedDictionary<string, MappingEntry> leaves = [];

    /// <summary>Sets a value, unless there is one.</summary>
    /// <param name="target">The dotted path.</param>
    /// <param name="keyLocation">The position of the key that it comes from.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it was set.</returns>
    public bool Put(string target, SourceLocation keyLocation, ConfigNode value)
    {
        int dot = target.IndexOf('.');
        if (dot < 0) return leaves.TryAdd(target, new MappingEntry(target, keyLocation, value));
        string branch = target[..dot];
        if (!branches.TryGetValue(branch, out TreeBuilder? builder))
            branches[branch] = builder = new TreeBuilder(keyLocation, path.Key(branch));
        return builder.Put(target[(dot + 1)..], keyLocation, value);
    }

    /// <summary>Returns whether there is a value at or below a dotted path.</summary>
    public bool Has(string target)
    {
        int dot = target.IndexOf('.');
        if (dot < 0) return leaves.ContainsKey(target) || branches.ContainsKey(target);
        return branches.TryGetValue(target[..dot], out TreeBuilder? builder) && builder.Has(target[(dot + 1)..]);
    }

    /// <summary>Returns the mapping. <c>models</c> by name becomes the list of RomHost's configurations.</summary>
    /// <param name="order">The wanted order of keys; others follow.</param>
    public MappingNode Build(IReadOnlyList<string> order)
    {
        IEnumerable<MappingEntry> built = branches.Select(branch => new MappingEntry(
            branch.Key,
            branch.Value.Location,
            branch.Key == "models" ? branch.Value.BuildList() : branch.Value.Build([])));
        IEnumerable<MappingEntry> entries = leaves.Values.Concat(built);
        if (order.Count > 0)
            entries = entries.OrderBy(entry => order.ToList().IndexOf(entry.Key) is var i and >= 0 ? i : order.Count);
        return new MappingNode(location, path, [.. entries]);
    }

    private SourceLocation Location => location;

    private SequenceNode BuildList() => new(location, path, [.. branches.Values.Select(branch => branch.Build([]))]);
}
