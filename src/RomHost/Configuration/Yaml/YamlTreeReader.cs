using System.Text;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RomHost.Configuration.Yaml;

/// <summary>
/// Reads YAML into a tree that keeps the position of every node. Ambiguous notation is refused, and unbounded growth
/// too: size, depth and the number of nodes after expanding aliases are limited.
/// </summary>
internal sealed class YamlTreeReader
{
    /// <summary>The most bytes of a file.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The greatest depth of a tree.</summary>
    public const int MaxDepth = 64;

    /// <summary>The most nodes of a tree, including those that aliases stand for.</summary>
    public const int MaxNodes = 100_000;

    /// <summary>The most characters of keys and values, including those that aliases stand for.</summary>
    public const int MaxCharacters = 16 * MaxBytes;

    /// <summary>The most characters of a key; YAML itself allows no more before the colon.</summary>
    public const int MaxKeyLength = 1024;

    private readonly string source;
    private readonly Parser parser;
    private readonly Dictionary<string, ConfigNode> anchors = [];
    private int nodes;
    private long characters;

    private YamlTreeReader(string text, string source)
    {
        this.source = source;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads a file from its bytes.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The bytes, at most <see cref="MaxBytes"/>.</returns>
    /// <exception cref="ConfigurationException">The file is missing, cannot be read or is too large.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = RegularFile.OpenRead(path);
            var buffer = new byte[MaxBytes + 1];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length <= MaxBytes) return buffer[..length];
            throw Failure(
                new SourceLocation(path, 0, 0),
                ConfigPath.Root,
                $"expected a configuration of at most {MaxBytes} bytes, found a larger file");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failure(new SourceLocation(path, 0, 0), ConfigPath.Root, "there is no such file; check the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            string what = e is NotRegularFileException other
                ? $"this is {other.Kind}, not a file"
                : $"cannot be read: {e.Message}";
            throw Failure(
                new SourceLocation(path, 0, 0), ConfigPath.Root,
                $"{what}; give a configuration file that you may read");
        }
    }

    /// <summary>Reads a configuration: one document whose root is a mapping.</summary>
    /// <param name="bytes">The file's bytes: UTF-8.</param>
    /// <param name="source">The file's name in messages.</param>
    /// <exception cref="ConfigurationException">
    /// The text is no such document; the error gives position and remedy.
    /// </exception>
    public static MappingNode ReadMapping(ReadOnlySpan<byte> bytes, string source)
    {
        ConfigNode root = Read(Decode(bytes, source), source);
        return root as MappingNode
            ?? throw Failure(
                root.Location, ConfigPath.Root,
                $"expected a mapping (key: value lines), found {root.Description}{Notation.HintOnMapping(root)}");
    }

    /// <summary>Reads one YAML value of any kind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Its name in messages.</param>
    /// <exception cref="ConfigurationException">The text is not one YAML value.</exception>
    public static ConfigNode Read(string text, string source)
    {
        if (YamlDiagnosis.UnusualIndentation(text) is { } mistake) throw Failure(mistake, source);
        var reader = new YamlTreeReader(text, source);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            throw YamlDiagnosis.Find(text, (int)e.Start.Line) is { } found
                ? Failure(found, source)
                : Failure(reader.At(e.Start), ConfigPath.Root,
                    $"this is not valid YAML: {e.Message}; check brackets, quotes and indentation");
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string source)
    {
        if (bytes.Length > MaxBytes)
            throw Failure(
                new SourceLocation(source, 0, 0), ConfigPath.Root,
                $"expected at most {MaxBytes} bytes, found {bytes.Length}");
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            throw Failure(
                new SourceLocation(source, 1, 1), ConfigPath.Root,
                "expected UTF-8 text, found UTF-16; save the file as UTF-8");
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            string before = Encoding.UTF8.GetString(bytes[..Math.Clamp(e.Index, 0, bytes.Length)]);
            throw Failure(
                EndOf(before, source), ConfigPath.Root,
                "expected UTF-8 text, found other bytes; save the file as UTF-8");
        }
        int control = 0;
        while (control < text.Length && IsText(text[control])) control++;
        if (control == text.Length) return text;
        throw Failure(
            EndOf(text[..control], source),
            ConfigPath.Root,
            $"expected text, found the control character U+{(int)text[control]:X4}; is this a YAML file?");
    }

    private static bool IsText(char c) => !char.IsControl(c) || c is '\t' or '\n' or '\r' or '\u0085';

    private static SourceLocation EndOf(string text, string source)
    {
        int line = 1 + text.Count(c => c == '\n');
        return new SourceLocation(source, line, text.Length - text.LastIndexOf('\n'));
    }

    private ConfigNode ReadDocument()
    {
        Expect<StreamStart>();
        Advance();
        if (parser.Current is StreamEnd)
            throw Failure(
                new SourceLocation(source, 1, 1), ConfigPath.Root,
                "expected a mapping (key: value lines), found an empty file");
        Expect<DocumentStart>(alreadyThere: true);
        Advance();
        ConfigNode root = ReadNode(ConfigPath.Root, 0);
        Expect<DocumentEnd>(alreadyThere: true);
        Advance();
        if (parser.Current is DocumentStart second)
            throw Failure(
                At(second.Start), ConfigPath.Root,
                "expected one document, found a second one; remove the '---' and what follows");
        return root;
    }

    /// <summary>Reads the parser's current node and advances behind it.</summary>
    private ConfigNode ReadNode(ConfigPath path, int depth)
    {
        ParsingEvent current = parser.Current!;
        CountNode(At(current.Start), path, depth);
        if (current is AnchorAlias alias) return ReadAlias(alias, path, depth);
        // After some invalid tags the parser ends a mapping in place of a value.
        if (current is not NodeEvent start)
            throw Failure(At(current.Start), path, "expected a value here; check the line");
        if (!start.Tag.IsEmpty)
        {
            throw Failure(
                At(start.Start),
                path,
                $"found the tag {Printable.Quoted(start.Tag.ToString())}; " +
                "tags are not accepted, write the value alone");
        }
        if (start is Scalar { Value: "", Style: ScalarStyle.Plain, Anchor.IsEmpty: false })
        {
            throw Failure(
                At(start.Start),
                path,
                $"found the anchor '&{Printable.Short(start.Anchor.Value)}' without a value; "
                + "if it is text, put it in quotes");
        }
        ConfigNode node = start switch
        {
            Scalar scalar => ReadScalar(scalar, path),
            SequenceStart => ReadSequence(start, path, depth),
            MappingStart => ReadMapping(start, path, depth),
            _ => throw Failure(At(start.Start), path, "expected a value"),
        };
        if (!start.Anchor.IsEmpty) anchors[start.Anchor.Value] = node;
        return node;
    }

    private ScalarNode ReadScalar(Scalar scalar, ConfigPath path)
    {
        CountCharacters(scalar.Value, At(scalar.Start), path);
        Advance();
        return new ScalarNode(At(scalar.Start), path, scalar.Value, isQuoted: scalar.Style != ScalarStyle.Plain);
    }

    private SequenceNode ReadSequence(NodeEvent start, ConfigPath path, int depth)
    {
        var items = new List<ConfigNode>();
        Advance();
        while (parser.Current is not SequenceEnd) items.Add(ReadNode(path.Item(items.Count), depth + 1));
        Advance();
        return new SequenceNode(At(start.Start), path, items);
    }

    private MappingNode ReadMapping(NodeEvent start, ConfigPath path, int depth)
    {
        var entries = new List<MappingEntry>();
        var keys = new Dictionary<string, SourceLocation>();
        Advance();
        while (parser.Current is not MappingEnd)
        {
            SourceLocation location = At(parser.Current!.Start);
            string key = ReadKey(path);
            ConfigPath keyPath = path.Key(key);
            if (!keys.TryAdd(key, location))
                throw Failure(
                    location, keyPath, $"this key is there already, on line {keys[key].Line}; keep one of them");
            entries.Add(new MappingEntry(key, location, ReadNode(keyPath, depth + 1)));
        }
        Advance();
        return new MappingNode(At(start.Start), path, entries);
    }

    private string ReadKey(ConfigPath path)
    {
        ParsingEvent current = parser.Current!;
        if (current is not Scalar key)
            throw Failure(At(current.Start), path, "expected a key of plain text, found a list, a mapping or an alias");
        if (!key.Tag.IsEmpty) throw Failure(At(key.Start), path, "found a tag on a key; tags are not accepted");
        if (key is { Value: "<<", Style: ScalarStyle.Plain })
        {
            throw Failure(
                At(key.Start),
                path,
                "merge keys ('<<') are not accepted; write the keys out, or give the whole mapping by an alias");
        }
        if (key.Style == ScalarStyle.Plain && UnusualSpace.In(key.Value) is >= 0 and int odd)
        {
            throw Failure(
                new SourceLocation(source, (int)key.Start.Line, (int)key.Start.Column + odd),
                path,
                $"found {UnusualSpace.Name(key.Value[odd])} in a key; replace it by an ordinary blank, or remove it");
        }
        if (key.Value.Length > MaxKeyLength)
        {
            throw Failure(
                At(key.Start),
                path,
                $"expected a key of at most {MaxKeyLength} characters, found {key.Value.Length}: "
                + $"{Printable.Quoted(key.Value)}; use a shorter one");
        }
        CountCharacters(key.Value, At(key.Start), path);
        Advance();
        return key.Value;
    }

    private ConfigNode ReadAlias(AnchorAlias alias, ConfigPath path, int depth)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out ConfigNode? anchored))
        {
            throw Failure(
                At(alias.Start),
                path,
                $"the alias {Printable.Quoted("*" + alias.Value.Value)} has no finished anchor before it"
                + (alias.Value.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
                    ? ""
                    : "; if it is text, put it in quotes"));
        }
        Advance();
        return Copy(anchored, path, depth, At(alias.Start));
    }

    /// <summary>Copies a node to another path: the nodes of an alias count like written ones.</summary>
    private ConfigNode Copy(ConfigNode node, ConfigPath path, int depth, SourceLocation alias)
    {
        CountNode(alias, path, depth);
        if (node is ScalarNode { Text: var text }) CountCharacters(text, alias, path);
        else if (node is MappingNode { Entries: var keys })
            foreach (MappingEntry key in keys) CountCharacters(key.Key, alias, path);
        return node switch
        {
            ScalarNode scalar => new ScalarNode(scalar.Location, path, scalar.Text, scalar.IsQuoted),
            SequenceNode sequence => new SequenceNode(
                sequence.Location,
                path,
                [.. sequence.Items.Select((item, i) => Copy(item, path.Item(i), depth + 1, alias))]),
            MappingNode mapping => new MappingNode(
                mapping.Location,
                path,
                [
                    .. mapping.Entries.Select(entry => entry with
                    {
                        Value = Copy(entry.Value, path.Key(entry.Key), depth + 1, alias),
                    }),
                ]),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>
    /// Converts exceptions about the parser's own state, which it throws for some invalid texts, to syntax errors.
    /// </summary>
    private void Advance()
    {
        Mark reached = parser.Current?.End ?? new Mark(0, 1, 1);
        try
        {
            parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException
            or FormatException or OverflowException or NullReferenceException)
        {
            // Read finds the position of the mistake.
            throw new YamlException(reached, reached, "the text after this place cannot be read", e);
        }
    }

    private void CountNode(SourceLocation location, ConfigPath path, int depth)
    {
        if (depth > MaxDepth)
            throw Failure(location, ConfigPath.Root, $"nested deeper than {MaxDepth} levels; this is no configuration");
        if (++nodes > MaxNodes)
        {
            throw Failure(
                location,
                path,
                $"more than {MaxNodes} values once aliases are written out; use fewer");
        }
    }

    private void CountCharacters(string text, SourceLocation location, ConfigPath path)
    {
        if ((characters += text.Length) > MaxCharacters)
        {
            throw Failure(
                location, path,
                $"more than {MaxCharacters} characters once aliases are written out; use fewer aliases of long texts");
        }
    }

    private void Expect<T>(bool alreadyThere = false) where T : ParsingEvent
    {
        if (!alreadyThere) Advance();
        if (parser.Current is not T)
            throw Failure(At(parser.Current?.Start ?? Mark.Empty), ConfigPath.Root, "expected one YAML document");
    }

    private SourceLocation At(Mark mark) => new(source, (int)mark.Line, (int)mark.Column);

    private static ConfigurationException Failure(YamlMistake mistake, string source) =>
        Failure(new SourceLocation(source, mistake.Line, mistake.Column), ConfigPath.Root,
            $"this is not valid YAML: {mistake.Message}");

    private static ConfigurationException Failure(SourceLocation location, ConfigPath path, string message) =>
        new(new ConfigurationError(location, path.ToString(), message));
}
