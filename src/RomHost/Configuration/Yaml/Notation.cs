using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>
/// Gives hints on values that YAML reads differently from how they look: a key without a blank after its colon is text,
/// keys without a dash are no list.
/// </summary>
internal static partial class Notation
{
    /// <summary>
    /// Returns how to write keys, for a node that should have been a mapping; empty where it gives no clue.
    /// </summary>
    public static string HintOnMapping(ConfigNode node) => node switch
    {
        ScalarNode { IsNull: true } => "; indent its keys by two blanks more than its own line",
        ScalarNode { IsQuoted: false } scalar => HintOnKey(scalar.Text),
        SequenceNode { Items: [MappingNode, ..] } => "; its keys are no items of a list, remove the '- ' before them",
        _ => "",
    };

    /// <summary>
    /// Returns how to write a list, for a node that should have been one; empty where it gives no clue.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="ofMappings">Whether the list's items are mappings.</param>
    public static string HintOnList(ConfigNode node, bool ofMappings)
    {
        switch (node)
        {
            case ScalarNode { IsNull: true }:
                return ofMappings
                    ? "; begin each item on a line of its own with '- '"
                    : "; write its items in brackets: [1, 2]";
            case ScalarNode scalar when !ofMappings:
                return $"; write [{Printable.Short(scalar.Text)}]";
            case MappingNode { Entries: [{ Key: ['-', .. var key] }, ..] }:
                return $"; write a blank after the dash: '- {Printable.Short(key)}: …'";
            case MappingNode { Entries: [{ Value: MappingNode } named, ..] } when ofMappings:
                return $"; its items are not keyed by a name: begin each with '- ', "
                    + $"as in '- name: {Printable.Short(named.Key)}'";
            case MappingNode { Entries: [var first, ..] } when ofMappings:
                return $"; begin each item with '- ', as in '- {Printable.Short(first.Key)}: …', "
                    + "and indent its other keys as far as the first";
            default:
                return ofMappings ? "; begin each item with '- ' and its keys" : "";
        }
    }

    /// <summary>
    /// Returns how to write a key without a blank after its colon; empty where that is not the mistake.
    /// </summary>
    /// <param name="text">The text that YAML reads key and value as.</param>
    public static string HintOnKey(string text) => KeyAndValue().Match(text) is { Success: true } found
        ? $"; put a blank after the colon: '{Printable.Short(found.Groups[1].Value)}: "
            + $"{Printable.Short(found.Groups[2].Value)}'"
        : "";

    /// <summary>
    /// Returns how to write a key with points where keys are nested; empty where that is not the mistake.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="mapping">The mapping that contains it.</param>
    /// <param name="known">Keys that are allowed there.</param>
    public static string HintOnPoints(string key, MappingNode mapping, IReadOnlyList<string> known)
    {
        string[] segments = key.Split('.', 64);
        if (segments.Length < 2 || !known.Contains(segments[0])) return "";
        MappingEntry? nested = mapping.Find(segments[0]);
        foreach (string segment in segments[1..]) nested = (nested?.Value as MappingNode)?.Find(segment);
        return nested is null
            ? $"; a point nests no keys in a file: write '{segments[0]}:' and below it, indented, the rest"
            : $"; it is given at {nested.KeyLocation} already: a point nests no keys in a file, remove this one";
    }

    /// <summary>
    /// Returns a value with plain quotes, spaces and hyphens in place of typographic ones; null where nothing changes.
    /// </summary>
    public static string? AsTyped(string text)
    {
        string plain = string.Concat(text.Select(c => c switch
        {
            '\u2212' or '\u2013' or '\u2014' or '\u2010' or '\u2011' => "-",
            '\u201c' or '\u201d' or '\u201e' or '\u2018' or '\u2019' or '\u201a' or '\u00ab' or '\u00bb' => "",
            _ when UnusualSpace.Is(c) => "",
            _ => c.ToString(),
        }));
        return plain == text ? null : plain;
    }

    [GeneratedRegex(@"\A-? *([A-Za-z_]\w*):([^\s:/\\].*)\z")]
    private static partial Regex KeyAndValue();
}
