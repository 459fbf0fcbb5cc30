using System.Text;
using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>
/// Writes a tree as YAML that reads back to the same tree; lists of single values are written on one line.
/// </summary>
internal static partial class YamlWriter
{
    private const string Indent = "  ";
    private const int CommentColumn = 40;

    /// <summary>Returns the YAML text.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="withOrigins">Whether each value gets a comment with its origin.</param>
    public static string Write(MappingNode root, bool withOrigins = false)
    {
        var text = new StringBuilder();
        WriteMapping(text, root, "", withOrigins);
        return text.ToString();
    }

    private static void WriteMapping(StringBuilder text, MappingNode mapping, string indent, bool withOrigins)
    {
        foreach (MappingEntry entry in mapping.Entries)
        {
            text.Append(indent);
            WriteEntry(text, entry, indent, withOrigins);
        }
    }

    private static void WriteEntry(StringBuilder text, MappingEntry entry, string indent, bool withOrigins)
    {
        string key = Key(entry.Key);
        switch (entry.Value)
        {
            case MappingNode { Entries.Count: > 0 } mapping:
                text.Append($"{key}:\n");
                WriteMapping(text, mapping, indent + Indent, withOrigins);
                break;
            case SequenceNode sequence when !IsFlat(sequence):
                text.Append($"{key}:\n");
                foreach (ConfigNode item in sequence.Items) WriteItem(text, item, indent + Indent, withOrigins);
                break;
            default:
                WriteLine(text, $"{key}: {Flow(entry.Value)}", indent, entry.Value, withOrigins);
                break;
        }
    }

    private static void WriteItem(StringBuilder text, ConfigNode item, string indent, bool withOrigins)
    {
        text.Append(indent).Append("- ");
        if (item is not MappingNode { Entries: { Count: > 0 } entries })
        {
            WriteLine(text, Flow(item), indent + Indent, item, withOrigins);
            return;
        }
        WriteEntry(text, entries[0], indent + Indent, withOrigins);
        foreach (MappingEntry entry in entries.Skip(1))
        {
            text.Append(indent).Append(Indent);
            WriteEntry(text, entry, indent + Indent, withOrigins);
        }
    }

    private static void WriteLine(StringBuilder text, string content, string indent, ConfigNode node, bool withOrigins)
    {
        text.Append(content);
        if (withOrigins)
        {
            text.Append(' ', Math.Max(1, CommentColumn - indent.Length - content.Length));
            text.Append("# ").Append(Origin(node.Location));
        }
        text.Append('\n');
    }

    private static string Origin(SourceLocation location) => Printable.Text(
        location.Line == 0 ? location.Source : $"{Path.GetFileName(location.Source)}:{location.Line}");

    private static bool IsFlat(SequenceNode sequence) => sequence.Items.All(item => item switch
    {
        ScalarNode => true,
        SequenceNode inner => IsFlat(inner),
        _ => false,
    });

    /// <summary>Returns a value on one line.</summary>
    /// <param name="node">The value.</param>
    public static string Flow(ConfigNode node) => node switch
    {
        ScalarNode scalar => scalar.IsQuoted ? Scalar(scalar.Text) : scalar.IsNull ? "null" : Plain(scalar.Text),
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Flow))}]",
        MappingNode mapping =>
            $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Key(entry.Key)}: {Flow(entry.Value)}"))}}}",
        _ => throw new NotSupportedException(),
    };

    /// <summary>Keeps a value without quotes unquoted, unless it was a block of text.</summary>
    private static string Plain(string text) => PlainValue().IsMatch(text) ? text : Quoted(text);

    /// <summary>
    /// Writes a key: <c>y</c> needs no quotes there, since no reader takes it for a truth value in practice.
    /// </summary>
    private static string Key(string text) => text is "y" or "n" ? text : Scalar(text);

    /// <summary>Writes text: without quotes only where every reader takes it for text.</summary>
    private static string Scalar(string text) =>
        PlainWord().IsMatch(text) && !Ambiguous().IsMatch(text) ? text : Quoted(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            int c = rune.Value;
            if (c is '"' or '\\') quoted.Append('\\').Append((char)c);
            else if (c >= ' ' && c < 0x7f) quoted.Append((char)c);
            else quoted.Append(c <= 0xffff ? $"\\u{c:X4}" : $"\\U{c:X8}");
        }
        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.+-]+\z")]
    private static partial Regex PlainValue();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex PlainWord();

    [GeneratedRegex(@"\A(null|true|false|yes|no|on|off|y|n|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Ambiguous();
}
