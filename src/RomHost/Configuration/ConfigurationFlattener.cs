using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>
/// Flattens a resolved configuration to <c>density.bandwidth</c> → <c>5</c>, so that two configurations can be compared
/// key by key. Named items are keyed by name (<c>models.LSTM.hidden_units</c>), so that their order does not matter.
/// </summary>
internal static class ConfigurationFlattener
{
    /// <summary>Returns every value by its dotted key, as invariant text, in the order of the configuration.</summary>
    public static OrderedDictionary<string, string> Flatten(Experiment experiment) => Flatten(experiment.Resolved);

    /// <summary>Returns every value by its dotted key, as text, in the order of the configuration.</summary>
    public static OrderedDictionary<string, string> Flatten(MappingNode root)
    {
        var values = new OrderedDictionary<string, string>();
        Add(root, "");
        return values;

        void Add(ConfigNode node, string path)
        {
            switch (node)
            {
                case MappingNode { Entries.Count: > 0 } mapping:
                    foreach (MappingEntry entry in mapping.Entries) Add(entry.Value, Below(path, entry.Key));
                    break;
                case SequenceNode sequence when sequence.Items.Any(item => item is MappingNode):
                    for (int i = 0; i < sequence.Items.Count; i++)
                    {
                        string? name = (sequence.Items[i] as MappingNode)?.TextOf("name");
                        Add(sequence.Items[i], name is null ? $"{path}[{i}]" : Below(path, name));
                    }
                    break;
                default:
                    values[path] = Text(node);
                    break;
            }
        }
    }

    // Two values never share a flattened key: a point within a key is distinct from a point between keys.
    private static string Below(string path, string key)
    {
        string segment = key.AsSpan().ContainsAny('.', '[', '\'') ? $"'{key.Replace("'", "''")}'" : key;
        return path.Length == 0 ? segment : $"{path}.{segment}";
    }

    private static string Text(ConfigNode node) => node switch
    {
        ScalarNode scalar => scalar.IsNull ? "null" : scalar.Text,
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Text))}]",
        _ => "{}",
    };
}
