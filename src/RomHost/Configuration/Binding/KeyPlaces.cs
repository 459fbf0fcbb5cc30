using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>Knows the sections and plugins to which a key belongs.</summary>
internal sealed class KeyPlaces
{
    private const int MostNamed = 3;

    private readonly Dictionary<string, List<(string Place, string? Choice)>> byKey = [];
    private readonly IReadOnlyList<PluginRegistration> registrations;
    private readonly HashSet<string> chosen;
    private readonly Func<string, string> otherwise;

    /// <summary>Collects the keys of the host and of all plugins.</summary>
    /// <param name="options">The record that the whole configuration is bound to.</param>
    /// <param name="registrations">The loaded registrations.</param>
    /// <param name="root">The configuration: the plugins that it names come first.</param>
    /// <param name="otherwise">The hint on a key that stands nowhere; empty where there is none.</param>
    public KeyPlaces(
        Type options, IReadOnlyList<PluginRegistration> registrations, MappingNode root, Func<string, string> otherwise)
    {
        this.registrations = registrations;
        this.otherwise = otherwise;
        chosen = [.. ChoicesIn(root)];
        Add(options, ConfigPath.Root, null, "the top level of the file");
    }

    /// <summary>
    /// Returns a hint such as <c>; 'hidden_units' belongs to plugin lstm (in models)</c>, or nothing.
    /// </summary>
    /// <param name="key">A key that is unknown in its section.</param>
    public string Hint(string key)
    {
        if (!byKey.TryGetValue(key, out var places)) return otherwise(key);
        var near = places.Where(place => place.Choice is null || chosen.Contains(place.Choice)).ToList();
        List<string> named = [.. (near.Count > 0 ? near : places).Select(place => place.Place).Distinct()];
        string all = string.Join(" or ", named.Take(MostNamed)) + (named.Count > MostNamed ? ", …" : "");
        return $"; '{Printable.Text(key)}' belongs to {all}";
    }

    /// <summary>Adds the keys of a record, and of inner records.</summary>
    /// <param name="type">The record.</param>
    /// <param name="path">Its path in a configuration.</param>
    /// <param name="choice">The plugin or family that it belongs to; null for the host's.</param>
    /// <param name="place">Its name in messages.</param>
    private void Add(Type type, ConfigPath path, string? choice, string place)
    {
        foreach (OptionsKey key in OptionsShape.Of(type).Keys)
        {
            if (!byKey.TryGetValue(key.Name, out var places)) byKey[key.Name] = places = [];
            places.Add((place, choice));
            ConfigPath inner = path.Key(key.Name);
            Type? nested = OptionsType.IsRecord(key.Type) ? key.Type : OptionsType.ItemOfList(key.Type);
            if (nested is not null && OptionsType.IsRecord(nested))
                Add(nested, inner, choice, choice is null ? inner.ToString() : $"{key.Name} of {place}");
        }
        if (typeof(PluginSection).IsAssignableFrom(type)) AddChoices(type, path);
    }

    private void AddChoices(Type section, ConfigPath path)
    {
        string noun = ((PluginSection)OptionsShape.NewDefault(section)).ChoosingKey;
        foreach ((_, ChoiceOfPlugins choice) in PluginChoices.Everywhere(registrations, section))
        {
            foreach ((string name, (_, Type options)) in choice.ByName)
                Add(options, path, name, $"{noun} {name} (in {path})");
        }
    }

    private static IEnumerable<string> ChoicesIn(ConfigNode node) => node switch
    {
        MappingNode mapping => mapping.Entries.SelectMany(
            entry => entry is { Key: "plugin" or "family", Value: ScalarNode name }
                ? [name.Text]
                : ChoicesIn(entry.Value)),
        SequenceNode list => list.Items.SelectMany(ChoicesIn),
        _ => [],
    };
}
