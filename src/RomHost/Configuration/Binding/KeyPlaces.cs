using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Predecessor;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>Knows in which sections, and with which plugins, a key may stand.</summary>
internal sealed class KeyPlaces
{
    private const int MostNamed = 3;

    private readonly Dictionary<string, List<(string Place, string? Choice)>> byKey = [];
    private readonly IReadOnlyList<PluginRegistration> registrations;
    private readonly HashSet<string> chosen;

    /// <summary>Gathers the keys of the host and of all plugins.</summary>
    /// <param name="registrations">What is loaded.</param>
    /// <param name="root">The configuration: places with plugins that it names come first.</param>
    public KeyPlaces(IReadOnlyList<PluginRegistration> registrations, MappingNode root)
    {
        this.registrations = registrations;
        chosen = [.. ChoicesIn(root)];
        Add(typeof(ExperimentOptions), ConfigPath.Root, null, "the top level of the file");
    }

    /// <summary><c>; 'hidden_units' belongs to plugin lstm (in models)</c>, or nothing.</summary>
    /// <param name="key">A key that is unknown where it stands.</param>
    public string Hint(string key)
    {
        if (byKey.TryGetValue(key, out var places))
        {
            var near = places.Where(place => place.Choice is null || chosen.Contains(place.Choice)).ToList();
            List<string> named = [.. (near.Count > 0 ? near : places).Select(place => place.Place).Distinct()];
            string all = string.Join(" or ", named.Take(MostNamed)) + (named.Count > MostNamed ? ", …" : "");
            return $"; '{Printable.Text(key)}' belongs to {all}";
        }
        KeyRule? rule = PredecessorKeys.Rules.FirstOrDefault(rule => rule.To is not null && rule.From.Split('.')[^1] == key);
        return rule is not null
            ? $"; '{Printable.Text(key)}' is a word of the predecessor's files, here it is {rule.To}"
            : "";
    }

    /// <summary>Adds the keys of a record, and of those within it.</summary>
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
        IEnumerable<ChoiceOfPlugins> choices = section == typeof(InitialConditionOptions)
            ? registrations.OfType<SimulatorRegistration>()
                .Select(simulator => new PluginChoices(registrations, simulator.Name).For(section))
            : [new PluginChoices(registrations, simulator: null).For(section)];
        string noun = section == typeof(InitialConditionOptions) ? "family" : "plugin";
        foreach ((string name, (_, Type options)) in choices.SelectMany(choice => choice.ByName))
            Add(options, path, name, $"{noun} {name} (in {path})");
    }

    private static IEnumerable<string> ChoicesIn(ConfigNode node) => node switch
    {
        MappingNode mapping => mapping.Entries.SelectMany(
            entry => entry is { Key: "plugin" or "family", Value: ScalarNode name } ? [name.Text] : ChoicesIn(entry.Value)),
        SequenceNode list => list.Items.SelectMany(ChoicesIn),
        _ => [],
    };
}
