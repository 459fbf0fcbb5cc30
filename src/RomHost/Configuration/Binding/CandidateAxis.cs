using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>An option that is given as candidates: <c>ridge_alpha: {choose: [1, 1e-2]}</c>.</summary>
/// <param name="Keys">
/// The keys that lead to it from the section of its model; several for one of an inner record.
/// </param>
/// <param name="Given">What stands in the option's place.</param>
internal sealed record CandidateAxis(IReadOnlyList<OptionsKey> Keys, MappingNode Given)
{
    /// <summary>The key of the list of candidates.</summary>
    public const string Choose = "choose";

    /// <summary>The option's name: <c>ridge_alpha</c>.</summary>
    public string Name => string.Join('.', Keys.Select(key => key.Name));

    /// <summary>The names of its properties, with which messages find its place: <c>RidgeAlpha</c>.</summary>
    public string Member => string.Join('.', Keys.Select(key => key.Property.Name));

    /// <summary>The candidates; null where there is no list of them.</summary>
    public IReadOnlyList<ConfigNode>? Values => (Given.Find(Choose)?.Value as SequenceNode)?.Items;

    /// <summary>Returns whether a value stands for candidates of an option.</summary>
    /// <param name="type">The option's type.</param>
    /// <param name="node">The value.</param>
    public static bool StandsFor(Type type, ConfigNode? node) =>
        node is MappingNode mapping && mapping.Find(Choose) is not null
        && (OptionsType.IsScalar(type) || OptionsType.ItemOfList(type) is not null);

    /// <summary>Finds the options that are given as candidates, in the order of the file.</summary>
    /// <param name="keys">The keys of the options.</param>
    /// <param name="node">The mapping that they are bound from.</param>
    public static IReadOnlyList<CandidateAxis> In(IReadOnlyList<OptionsKey> keys, MappingNode node)
    {
        var axes = new List<CandidateAxis>();
        foreach (MappingEntry entry in node.Entries)
        {
            if (keys.FirstOrDefault(key => key.Name == entry.Key) is not { } key
                || entry.Value is not MappingNode mapping)
                continue;
            if (StandsFor(key.Type, mapping)) axes.Add(new CandidateAxis([key], mapping));
            else if (OptionsType.IsRecord(key.Type))
            {
                axes.AddRange(In(OptionsShape.Of(key.Type).Keys, mapping)
                    .Select(inner => inner with { Keys = [key, .. inner.Keys] }));
            }
        }
        return axes;
    }

    /// <summary>Returns the section with one of the candidates in the option's place.</summary>
    /// <param name="section">The section.</param>
    /// <param name="value">The candidate.</param>
    public MappingNode Put(MappingNode section, ConfigNode value) => Put(section, Keys, value);

    /// <summary>Returns the option's value as text.</summary>
    /// <param name="host">The keys of the host in the model's section.</param>
    /// <param name="options">Options of the model.</param>
    public string TextOf(PluginSection host, object options)
    {
        object? value = Keys[0].Property.DeclaringType!.IsInstanceOfType(host) ? host : options;
        foreach (OptionsKey key in Keys) value = value is null ? null : key.Property.GetValue(value);
        return value switch
        {
            null => "null",
            string text => text,
            System.Collections.IEnumerable list =>
                $"[{string.Join(", ", list.Cast<object?>().Select(item => item is null ? "null" : Text(item)))}]",
            _ => Text(value),
        };
    }

    private static string Text(object value) =>
        OptionsType.IsScalar(value.GetType()) ? ScalarValue.Format(value) : $"{value}";

    private static MappingNode Put(MappingNode mapping, IEnumerable<OptionsKey> keys, ConfigNode value)
    {
        MappingEntry entry = mapping.Find(keys.First().Name)!;
        IEnumerable<OptionsKey> rest = keys.Skip(1);
        return mapping.With(entry with { Value = rest.Any() ? Put((MappingNode)entry.Value, rest, value) : value });
    }
}
