namespace RomHost.Configuration.Yaml;

/// <summary>Where a value was written: a place in a file, a command-line option, or nowhere (a default).</summary>
/// <param name="Source">The file as it was named, or the command-line option.</param>
/// <param name="Line">Line, from 1; 0 where there are no lines.</param>
/// <param name="Column">Column, from 1; 0 where there are no lines.</param>
internal readonly record struct SourceLocation(string Source, int Line, int Column)
{
    /// <summary>The origin of what nobody wrote.</summary>
    public static readonly SourceLocation Default = new("default", 0, 0);

    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
