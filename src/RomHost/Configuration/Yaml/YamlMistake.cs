namespace RomHost.Configuration.Yaml;

/// <summary>A mistake in the notation of a file that makes YAML unreadable.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">The found text, the one that YAML expects, and the remedy.</param>
internal sealed record YamlMistake(int Line, int Column, string Message);
