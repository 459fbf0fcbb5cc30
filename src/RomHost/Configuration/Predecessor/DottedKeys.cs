using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Nests the predecessor's keys with points: <c>sim.T: 2</c> becomes <c>sim: {T: 2}</c>. A key given in both ways is an
/// error.
/// </summary>
/// <param name="errors">Receives the errors.</param>
internal sealed class DottedKeys(ConfigurationErrors errors)
{
    /// <summary>Returns the configuration with such keys nested.</summary>
    /// <param name="root">The predecessor's configuration.</param>
    public MappingNode Nest(MappingNode root) => Nest(root, root.Entries, "");

    private MappingNode Nest(MappingNode mapping, IEnumerable<MappingEntry> entries, string prefix)
    {
        var byKey = new OrderedDictionary<string, List<MappingEntry>>();
        foreach (MappingEntry entry in entries)
        {
            MappingEntry outer = Split(entry, mapping.Path, prefix);
            if (!byKey.TryGetValue(outer.Key, out List<MappingEntry>? same)) byKey[outer.Key] = same = [];
            same.Add(outer);
        }
        return new MappingNode(
            mapping.Location, mapping.Path, [.. byKey.Values.Select(same => Merge(same, prefix + same[0].Key))]);
    }

    private static MappingEntry Split(MappingEntry entry, ConfigPath path, string prefix)
    {
        int point = entry.Key.IndexOf('.');
        if (point < 0 || !IsSection(prefix + entry.Key[..point])) return entry;
        string section = entry.Key[..point];
        var rest = new MappingEntry(entry.Key[(point + 1)..], entry.KeyLocation, entry.Value);
        return new MappingEntry(
            section, entry.KeyLocation, new MappingNode(entry.KeyLocation, path.Key(section), [rest]));
    }

    private MappingEntry Merge(List<MappingEntry> same, string path)
    {
        MappingEntry first = same[0];
        if (same.Count == 1 && !IsSection(path)) return first;
        MappingEntry? value = same.Find(entry => entry.Value is not MappingNode);
        if (value is null)
        {
            IEnumerable<MappingEntry> entries = same.SelectMany(entry => ((MappingNode)entry.Value).Entries);
            return first with { Value = Nest((MappingNode)first.Value, entries, path + '.') };
        }
        foreach (MappingEntry other in same.Skip(1))
        {
            errors.Add(
                other.KeyLocation,
                other.Value.Path,
                $"this key is there already, on line {first.KeyLocation.Line}: nested or with points, "
                + "it is the same key; keep one of them");
        }
        return first;
    }

    private static bool IsSection(string path) => PredecessorKeys.IsSection(path)
        || path is "train_ic" || path.StartsWith("train_ic.", StringComparison.Ordinal)
            || path.StartsWith("test_ic.", StringComparison.Ordinal);
}
