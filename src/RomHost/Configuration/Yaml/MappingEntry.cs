namespace RomHost.Configuration.Yaml;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyLocation">The position of the key.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, SourceLocation KeyLocation, ConfigNode Value);
