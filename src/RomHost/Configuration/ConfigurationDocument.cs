using RomHost.Configuration.Predecessor;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>A configuration that was read, and translated where it is one of the predecessor's. Immutable.</summary>
/// <param name="Root">The configuration in our keys; its nodes know where they were written.</param>
/// <param name="Bytes">The file, byte for byte.</param>
/// <param name="Source">The file's name in messages.</param>
/// <param name="IsPredecessor">Whether it was one of the predecessor's and has been translated.</param>
/// <param name="Warnings">What the user should know, in the order of the file.</param>
internal sealed record ConfigurationDocument(
    MappingNode Root,
    ReadOnlyMemory<byte> Bytes,
    string Source,
    bool IsPredecessor,
    IReadOnlyList<ConfigurationWarning> Warnings)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">
    /// It cannot be read, is no YAML mapping, or cannot be translated.
    /// </exception>
    public static ConfigurationDocument Read(string path) => Parse(YamlTreeReader.ReadBytes(path), path);

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">The file's name in messages.</param>
    /// <exception cref="ConfigurationException">They are no YAML mapping, or cannot be translated.</exception>
    public static ConfigurationDocument Parse(ReadOnlyMemory<byte> bytes, string source)
    {
        MappingNode root = YamlTreeReader.ReadMapping(bytes.Span, source);
        if (!PredecessorFile.Is(root))
        {
            if (OlderPrograms.Refusal(root) is { } refusal) throw new ConfigurationException(refusal);
            return new ConfigurationDocument(root, bytes, source, false, []);
        }
        (MappingNode translated, IReadOnlyList<ConfigurationWarning> warnings) = PredecessorTranslator.Translate(root);
        return new ConfigurationDocument(translated, bytes, source, true, warnings);
    }

    /// <summary>The same with values from the command line, which win over the file's.</summary>
    /// <param name="overrides">The values, applied in their order.</param>
    /// <exception cref="ConfigurationException">An override leads nowhere.</exception>
    public ConfigurationDocument With(IEnumerable<ConfigurationOverride> overrides)
    {
        MappingNode root = Root;
        foreach (ConfigurationOverride change in overrides) root = change.ApplyTo(root);
        return this with { Root = root };
    }
}
