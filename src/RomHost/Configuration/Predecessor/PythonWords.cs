using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>Reads words as the predecessor's YAML reader did (YAML 1.1): <c>yes</c> and <c>On</c> are true.</summary>
internal static class PythonWords
{
    /// <summary>Returns the tree with <c>true</c> and <c>false</c> in place of their other spellings.</summary>
    public static MappingNode Read(MappingNode root) => (MappingNode)Read((ConfigNode)root);

    private static ConfigNode Read(ConfigNode node) => node switch
    {
        MappingNode mapping => new MappingNode(
            mapping.Location,
            mapping.Path,
            [.. mapping.Entries.Select(entry => entry with { Value = Read(entry.Value) })]),
        SequenceNode sequence => new SequenceNode(
            sequence.Location, sequence.Path, [.. sequence.Items.Select(Read)]),
        ScalarNode { IsQuoted: false } scalar when Flag(scalar.Text) is { } flag =>
            new ScalarNode(scalar.Location, scalar.Path, flag, isQuoted: false),
        _ => node,
    };

    private static string? Flag(string text) => text switch
    {
        "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => "true",
        "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => "false",
        _ => null,
    };
}
