namespace RomHost.Configuration.Yaml;

/// <summary>A quote or bracket that was opened.</summary>
/// <param name="Character">The quote or bracket.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Indent">Indentation of its line.</param>
internal sealed record YamlOpening(char Character, int Line, int Column, int Indent);
