namespace RomHost.Configuration.Yaml;

/// <summary>The position of a value: in a file, in a command-line option, or none (a default).</summary>
/// <param name="Source">The file as named, or the command-line option.</param>
/// <param name="Line">Line, from 1; 0 where there are no lines.</param>
/// <param name="Column">Column, from 1; 0 where there are no lines.</param>
internal readonly record struct SourceLocation(string Source, int Line, int Column)
{
    /// <summary>The origin of default values.</summary>
    public static readonly SourceLocation Default = new("default", 0, 0);

    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
