using System.Globalization;
using System.Text.Json.Nodes;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>Converts a resolved configuration to JSON, for the summary.</summary>
internal static class ConfigurationJson
{
    /// <summary>Converts a node with everything below it.</summary>
    /// <param name="node">The node.</param>
    public static JsonNode? Of(ConfigNode node) => node switch
    {
        MappingNode mapping =>
            new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))),
        SequenceNode sequence => new JsonArray([.. sequence.Items.Select(Of)]),
        ScalarNode { IsNull: true } => null,
        ScalarNode { IsQuoted: false, Text: "true" } => true,
        ScalarNode { IsQuoted: false, Text: "false" } => false,
        ScalarNode { IsQuoted: false } scalar
            when long.TryParse(
                scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        ScalarNode { IsQuoted: false } scalar
            when ulong.TryParse(
                scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) => number,
        ScalarNode { IsQuoted: false } scalar
            when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number) => number,
        ScalarNode scalar => scalar.Text,
        _ => throw new ArgumentException($"no JSON form for {node.GetType()}"),
    };

    /// <summary>Returns the options of one model, without its name and plugin.</summary>
    /// <param name="root">The resolved configuration.</param>
    /// <param name="name">The model's name.</param>
    public static JsonObject OfModel(MappingNode root, string name)
    {
        var models = ((SequenceNode)root.Find("models")!.Value).Items.Cast<MappingNode>();
        var model = (JsonObject)Of(models.Single(item => item.TextOf("name") == name))!;
        foreach (string key in new[] { "name", "plugin", "enabled" }) model.Remove(key);
        return model;
    }
}
