using System.Collections;
using Rom.Testing.Options;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>
/// Converts bound options back to a configuration with every default in it; each value keeps its origin.
/// </summary>
internal static class ResolvedTree
{
    /// <summary>Returns the whole configuration of an experiment.</summary>
    /// <param name="options">The bound options.</param>
    /// <param name="given">The configuration that they were bound from, for the origins.</param>
    public static MappingNode Of(ExperimentOptions options, MappingNode given) =>
        OfRecord(options, given, ConfigPath.Root);

    private static ConfigNode OfValue(object? value, Type type, ConfigNode? given, ConfigPath path)
    {
        if (CandidateAxis.StandsFor(type, given)) return given!; // the bound value is that of the first candidate
        SourceLocation location = given?.Location ?? SourceLocation.Default;
        if (value is null) return new ScalarNode(location, path, "null", isQuoted: false);
        if (value is string text) return new ScalarNode(location, path, text, isQuoted: true);
        if (OptionsType.IsScalar(value.GetType()))
            return new ScalarNode(location, path, ScalarValue.Format(value), isQuoted: false);
        if (OptionsType.ItemOfList(type) is { } item)
            return OfList(((IEnumerable)value).Cast<object?>(), item, given, path);
        if (OptionsType.ValueOfMap(type) is { } mapValue) return OfMap((IEnumerable)value, mapValue, given, path);
        return OfRecord(value, given as MappingNode, path);
    }

    private static SequenceNode OfList(IEnumerable<object?> items, Type type, ConfigNode? given, ConfigPath path)
    {
        IReadOnlyList<ConfigNode>? givenItems = (given as SequenceNode)?.Items;
        return new SequenceNode(
            given?.Location ?? SourceLocation.Default,
            path,
            [
                .. items.Select(
                    (item, i) => OfValue(item, type, givenItems?.ElementAtOrDefault(i), path.Item(i))),
            ]);
    }

    private static MappingNode OfMap(IEnumerable map, Type type, ConfigNode? given, ConfigPath path)
    {
        var entries = new List<MappingEntry>();
        foreach (object pair in map)
        {
            string key = (string)pair.GetType().GetProperty("Key")!.GetValue(pair)!;
            object? value = pair.GetType().GetProperty("Value")!.GetValue(pair);
            entries.Add(
                Entry(key, given as MappingNode, node => OfValue(value, type, node, path.Key(key))));
        }
        return new MappingNode(given?.Location ?? SourceLocation.Default, path, entries);
    }

    private static MappingNode OfRecord(object record, MappingNode? given, ConfigPath path)
    {
        var entries = new List<MappingEntry>();
        AddKeys(record, OptionsShape.Of(record.GetType()).Keys);
        if (record is InitialConditionOptions { Grid: { } grid }) AddAxes(grid);
        else if (record is PluginSection { Choice.Options: { } options })
        {
            var host = entries.Select(entry => entry.Key).ToHashSet();
            AddKeys(options, OptionsShape.Of(options.GetType()).Keys.Where(key => !host.Contains(key.Name)));
        }
        return new MappingNode(given?.Location ?? SourceLocation.Default, path, entries);

        void AddKeys(object owner, IEnumerable<OptionsKey> keys)
        {
            foreach (OptionsKey key in keys)
            {
                object? value = key.Property.GetValue(owner);
                entries.Add(
                    Entry(key.Name, given, node => OfValue(value, key.Type, node, path.Key(key.Name))));
            }
        }

        void AddAxes(InitialConditionGrid axes)
        {
            foreach (GridAxis axis in axes.Axes)
            {
                ConfigPath axisPath = path.Key(axis.Key.Name);
                entries.Add(Entry(
                    axis.Key.Name,
                    given,
                    node => axis.IsList
                        ? OfList(axis.Values, axis.Key.Type, node, axisPath)
                        : OfValue(axis.Values[0], axis.Key.Type, node, axisPath)));
            }
        }
    }

    private static MappingEntry Entry(string key, MappingNode? given, Func<ConfigNode?, ConfigNode> value)
    {
        MappingEntry? entry = given?.Find(key);
        return new MappingEntry(key, entry?.KeyLocation ?? SourceLocation.Default, value(entry?.Value));
    }
}
