namespace RomHost.Configuration.Yaml;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyLocation">Where the key was written.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, SourceLocation KeyLocation, ConfigNode Value);
