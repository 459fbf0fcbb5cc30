using Rom.Forecasting.Serialization;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>
/// A value from the command line, such as <c>models.LSTM.hidden_units=64</c>. Items of a list are named by their number
/// (<c>models.1</c> or <c>models[1]</c>) or by their <c>name</c>. The value is YAML: <c>[1, 2]</c>, <c>{a: 1}</c>,
/// <c>true</c>.
/// </summary>
internal sealed class ConfigurationOverride
{
    /// <summary>Largest number of overrides; each of them copies the mappings on its path.</summary>
    public const int Most = 1000;

    private const int MostNamed = 20;

    private readonly ConfigNode value;
    private readonly SourceLocation location;

    private ConfigurationOverride(string path, ConfigNode value, SourceLocation location) =>
        (Path, this.value, this.location) = (path, value, location);

    /// <summary>The path of the key.</summary>
    public string Path { get; }

    /// <summary>The value; its nodes know this option as their place.</summary>
    public ConfigNode Value => At(value, ConfigPath.Root.Key(Path));

    /// <summary>
    /// Reads all overrides of a command line. Their total is bounded like a file: <see cref="YamlTreeReader.MaxBytes"/>
    /// characters, and with aliases written out <see cref="YamlTreeReader.MaxNodes"/> values of
    /// <see cref="YamlTreeReader.MaxCharacters"/> characters.
    /// </summary>
    /// <param name="assignments">The text after each <c>--set</c>.</param>
    /// <exception cref="ConfigurationException">They exceed a bound, or one is no assignment.</exception>
    public static IReadOnlyList<ConfigurationOverride> ParseAll(IReadOnlyList<string> assignments)
    {
        long length = assignments.Sum(assignment => (long)assignment.Length);
        if (assignments.Count > Most) throw TooMuch($"{Most} times --set", $"{assignments.Count}");
        if (length > YamlTreeReader.MaxBytes)
            throw TooMuch($"{YamlTreeReader.MaxBytes} characters behind all --set together", $"{length}");
        var overrides = new List<ConfigurationOverride>();
        long nodes = 0, characters = 0;
        foreach (string assignment in assignments)
        {
            overrides.Add(Parse(assignment));
            (nodes, characters) = Added(overrides[^1].value, nodes, characters);
            if (nodes > YamlTreeReader.MaxNodes || characters > YamlTreeReader.MaxCharacters)
            {
                throw TooMuch(
                    $"{YamlTreeReader.MaxNodes} values of {YamlTreeReader.MaxCharacters} "
                    + "characters behind all --set together",
                    "more once aliases are written out");
            }
        }
        return overrides;
    }

    /// <summary>Reads <c>path=value</c>.</summary>
    /// <param name="assignment">The text after <c>--set</c>.</param>
    /// <exception cref="ConfigurationException">The text is not an assignment, or the value is not YAML.</exception>
    public static ConfigurationOverride Parse(string assignment)
    {
        int equals = assignment.IndexOf('=');
        if (equals <= 0)
        {
            throw Failure(
                new SourceLocation("--set", 0, 0),
                ConfigPath.Root,
                $"expected key=value, found {Printable.Quoted(assignment)}; for example --set seed=1");
        }
        string path = assignment[..equals].Trim();
        var location = new SourceLocation($"--set {Printable.Short(path)}", 0, 0);
        string text = assignment[(equals + 1)..];
        ConfigNode value = text.Trim().Length == 0
            ? new ScalarNode(location, ConfigPath.Root, "", isQuoted: false)
            : YamlTreeReader.Read(text, location.Source);
        return new ConfigurationOverride(path, value, location);
    }

    /// <summary>
    /// Creates an override from an option of its own, such as <c>--experiment_name</c>; the text is not read as YAML.
    /// </summary>
    /// <param name="option">The option.</param>
    /// <param name="path">The key.</param>
    /// <param name="text">The text.</param>
    public static ConfigurationOverride OfText(string option, string path, string text)
    {
        var location = new SourceLocation(option, 0, 0);
        return new ConfigurationOverride(
            path, new ScalarNode(location, ConfigPath.Root, text, isQuoted: true), location);
    }

    /// <summary>Creates an override from a value that was read before.</summary>
    /// <param name="path">The key.</param>
    /// <param name="value">The value, whose position errors name.</param>
    public static ConfigurationOverride OfValue(string path, ConfigNode value) => new(path, value, value.Location);

    /// <summary>Returns the configuration with this value.</summary>
    /// <param name="root">The configuration.</param>
    /// <exception cref="ConfigurationException">The path leads through a value, or names a missing item.</exception>
    public MappingNode ApplyTo(MappingNode root)
    {
        string[] segments = Path.Replace("[", ".").Replace("]", "").Split('.');
        if (segments.Any(segment => segment.Length is 0 or > YamlTreeReader.MaxKeyLength)
            || segments.Length > YamlTreeReader.MaxDepth)
            throw Failure(
                location, ConfigPath.Root,
                $"expected a path such as models.LSTM.hidden_units, found {Printable.Quoted(Path)}");
        return (MappingNode)Replace(root, segments, ConfigPath.Root);
    }

    private ConfigNode Replace(ConfigNode? node, ReadOnlySpan<string> segments, ConfigPath nodePath)
    {
        if (segments.Length == 0) return At(value, nodePath);
        if (node is SequenceNode list) return ReplaceItem(list, segments, nodePath);
        if (node is ScalarNode { IsNull: false })
        {
            throw Failure(
                location,
                nodePath,
                $"expected a mapping to set {Printable.Quoted(segments[0])} in, found {node.Description}");
        }
        MappingNode mapping = node as MappingNode ?? new MappingNode(location, nodePath, []);
        string key = segments[0];
        MappingEntry? entry = mapping.Find(key);
        return mapping.With(
            new MappingEntry(key, location, Replace(entry?.Value, segments[1..], nodePath.Key(key))));
    }

    private SequenceNode ReplaceItem(SequenceNode list, ReadOnlySpan<string> segments, ConfigPath nodePath)
    {
        string[] names = [.. list.Items.Select(item => (item as MappingNode)?.TextOf("name") ?? "")];
        int index = Array.IndexOf(names, segments[0]);
        if (index < 0 && int.TryParse(segments[0], out int number) && number >= 0 && number < names.Length)
            index = number;
        if (index >= 0)
            return list.With(index, Replace(list.Items[index], segments[1..], nodePath.Item(index)));
        string[] named = [.. names.Where(name => name.Length > 0)];
        string first = string.Join(", ", named.Take(MostNamed).Select(Printable.Short));
        string items = names.Length == 0 ? "it is empty" : named.Length > 0
            ? $"its items are {first}{(named.Length > MostNamed ? ", …" : "")}"
            : $"its items are 0 to {names.Length - 1}";
        string hint = NearestName.Hint(segments[0], named);
        throw Failure(location, nodePath, $"this list has no item {Printable.Quoted(segments[0])}{hint} ({items})");
    }

    /// <summary>Moves the value to its path, so that errors name that path and this option.</summary>
    private ConfigNode At(ConfigNode node, ConfigPath nodePath) => node switch
    {
        ScalarNode scalar => new ScalarNode(location, nodePath, scalar.Text, scalar.IsQuoted),
        SequenceNode sequence => new SequenceNode(
            location, nodePath, [.. sequence.Items.Select((item, i) => At(item, nodePath.Item(i)))]),
        MappingNode mapping => new MappingNode(
            location,
            nodePath,
            [
                .. mapping.Entries.Select(
                    e => new MappingEntry(e.Key, location, At(e.Value, nodePath.Key(e.Key)))),
            ]),
        _ => throw new NotSupportedException(),
    };

    private static (long Nodes, long Characters) Added(ConfigNode node, long nodes, long characters)
    {
        nodes++;
        if (node is ScalarNode scalar) return (nodes, characters + scalar.Text.Length);
        var (keys, children) = node is MappingNode mapping
            ? (mapping.Entries.Sum(entry => (long)entry.Key.Length), mapping.Entries.Select(entry => entry.Value))
            : (0, ((SequenceNode)node).Items);
        characters += keys;
        foreach (ConfigNode child in children) (nodes, characters) = Added(child, nodes, characters);
        return (nodes, characters);
    }

    private static ConfigurationException TooMuch(string most, string found) => Failure(
        new SourceLocation("--set", 0, 0), ConfigPath.Root,
        $"expected at most {most}, found {found}; write them into the configuration");

    private static ConfigurationException Failure(SourceLocation location, ConfigPath path, string message) =>
        new(new ConfigurationError(location, path.ToString(), message));
}
