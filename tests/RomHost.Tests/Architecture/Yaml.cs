using YamlDotNet.RepresentationModel;

namespace RomHost.Tests.Architecture;

/// <summary>Walks settings files in YAML.</summary>
internal static class Yaml
{
    /// <summary>Parses a text that holds one mapping; a duplicate key throws.</summary>
    public static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <summary>Returns the value of a key, or null.</summary>
    public static YamlNode? Get(this YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>Returns the text of a key's value, or null.</summary>
    public static string? Text(this YamlNode node, string key) => (node.Get(key) as YamlScalarNode)?.Value;

    /// <summary>Returns the entries of the list, or the values of the mapping, under a key.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode node, string key) => node.Get(key) switch
    {
        YamlSequenceNode list => list.Children,
        YamlMappingNode map => map.Children.Values,
        _ => [],
    };
}
