using RomHost.Configuration.Predecessor;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>A configuration file, translated where it is one of the predecessor's. Immutable.</summary>
/// <param name="Root">The configuration with RomHost's keys; its nodes know their positions in the file.</param>
/// <param name="Bytes">The file, byte for byte.</param>
/// <param name="Source">The file's name in messages.</param>
/// <param name="IsPredecessor">Whether it was one of the predecessor's and has been translated.</param>
/// <param name="Warnings">Warnings, in the order of the file.</param>
internal sealed record ConfigurationDocument(
    MappingNode Root,
    ReadOnlyMemory<byte> Bytes,
    string Source,
    bool IsPredecessor,
    IReadOnlyList<ConfigurationWarning> Warnings)
{
    /// <summary>Where relative paths begin, absolute: the folder of the file.</summary>
    public string Folder { get; init; } = Path.GetDirectoryName(Path.GetFullPath(Source))!;

    /// <summary>
    /// The section that describes a sweep over many experiments, which is no part of any of them; null without one.
    /// </summary>
    public MappingEntry? Sweep { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">
    /// The file cannot be read, is no YAML mapping, or cannot be translated.
    /// </exception>
    public static ConfigurationDocument Read(string path) => Parse(YamlTreeReader.ReadBytes(path), path);

    /// <summary>Reads a file from its bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">The file's name in messages.</param>
    /// <exception cref="ConfigurationException">The text is no YAML mapping, or cannot be translated.</exception>
    public static ConfigurationDocument Parse(ReadOnlyMemory<byte> bytes, string source)
    {
        MappingNode root = YamlTreeReader.ReadMapping(bytes.Span, source);
        MappingEntry? sweep = root.Find(SweepKey.Name);
        if (sweep is not null) root = root.Without(SweepKey.Name);
        return Parse(root, bytes, source) with { Sweep = sweep };
    }

    /// <summary>Returns a copy with values from the command line, which take precedence over the file.</summary>
    /// <param name="overrides">The values, applied in their order.</param>
    /// <exception cref="ConfigurationException">The path of an override does not exist.</exception>
    public ConfigurationDocument With(IEnumerable<ConfigurationOverride> overrides)
    {
        MappingNode root = Root;
        foreach (ConfigurationOverride change in overrides) root = change.ApplyTo(root);
        return this with { Root = root };
    }

    private static ConfigurationDocument Parse(MappingNode root, ReadOnlyMemory<byte> bytes, string source)
    {
        if (!PredecessorFile.Is(root))
        {
            if (OlderPrograms.Refusal(root) is { } refusal) throw new ConfigurationException(refusal);
            return new ConfigurationDocument(root, bytes, source, false, []);
        }
        (MappingNode translated, IReadOnlyList<ConfigurationWarning> warnings) = PredecessorTranslator.Translate(root);
        return new ConfigurationDocument(translated, bytes, source, true, warnings);
    }
}
