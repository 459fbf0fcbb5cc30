namespace RomHost.Configuration.Yaml;

/// <summary>A line of a file with the brackets and quotes that are open at its beginning.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The line.</param>
/// <param name="Indent">Number of blanks and tabs before its content.</param>
/// <param name="Content">Its text without indentation, comment and trailing blanks.</param>
/// <param name="Bracket">The outermost bracket that is open at its beginning, or null.</param>
/// <param name="Quote">The quote that is open at its beginning, or null.</param>
/// <param name="IsText">Whether it belongs to a text block that began with <c>|</c> or <c>&gt;</c>.</param>
internal sealed record YamlLine(
    int Number, string Text, int Indent, string Content, YamlOpening? Bracket, YamlOpening? Quote, bool IsText)
{
    /// <summary>Whether it has no content except a comment.</summary>
    public bool IsBlank => Content.Length == 0;

    /// <summary>Whether it is a line of keys and items: outside of brackets, quotes and text blocks.</summary>
    public bool IsBlock => Bracket is null && Quote is null && !IsText && !IsBlank;
}
