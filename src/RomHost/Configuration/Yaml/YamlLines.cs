using System.Text.RegularExpressions;

namespace RomHost.Configuration.Yaml;

/// <summary>
/// Splits a text into lines and follows quotes, brackets and text blocks through them, also in invalid text.
/// </summary>
internal sealed partial class YamlLines
{
    private readonly List<YamlLine> lines = [];
    private readonly List<YamlOpening> brackets = [];
    private YamlOpening? quote;
    private int? textIndent;

    private YamlLines(string text)
    {
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n')) Add(line);
    }

    /// <summary>The first bracket that closes nothing, or null.</summary>
    public YamlOpening? Unopened { get; private set; }

    /// <summary>The outermost bracket that is open at the end, or null.</summary>
    public YamlOpening? OpenBracket => brackets.Count > 0 ? brackets[0] : null;

    /// <summary>The quote that is open at the end, or null.</summary>
    public YamlOpening? OpenQuote => quote;

    /// <summary>The lines.</summary>
    public IReadOnlyList<YamlLine> Lines => lines;

    /// <summary>Reads a text.</summary>
    public static YamlLines Of(string text) => new(text);

    private void Add(string text)
    {
        int indent = text.Length - text.TrimStart(' ', '\t').Length;
        if (textIndent is { } block && indent <= block && indent < text.Length) textIndent = null;
        bool isText = textIndent is not null;
        (YamlOpening? openBracket, YamlOpening? openQuote) = (OpenBracket, quote);
        int end = isText ? text.Length : Scan(text, indent);
        string content = text[indent..end].TrimEnd();
        lines.Add(new YamlLine(lines.Count + 1, text, indent, content, openBracket, openQuote, isText));
        if (!isText && brackets.Count == 0 && quote is null && BeginsText().IsMatch(content)) textIndent = indent;
    }

    /// <summary>Follows quotes and brackets through a line.</summary>
    /// <returns>The column of its comment, or its length.</returns>
    private int Scan(string text, int indent)
    {
        char before = '\0'; // the last character other than a blank
        for (int i = indent; i < text.Length; i++)
        {
            char c = text[i];
            if (quote is not null)
            {
                if (quote.Character == '"' && c == '\\') i++;
                else if (c == '\'' && quote.Character == c && i + 1 < text.Length && text[i + 1] == c) i++;
                else if (c == quote.Character) quote = null;
                before = c;
                continue;
            }
            if (c is ' ' or '\t') continue;
            bool spaced = i == indent || text[i - 1] is ' ' or '\t';
            if (c == '#' && spaced) return i;
            bool begins = BeginsToken(before, spaced);
            if (c is '"' or '\'' && begins) quote = Opening();
            else if (c is '[' or '{' && (begins || brackets.Count > 0)) brackets.Add(Opening());
            else if (c is ']' or '}' && brackets.Count > 0) brackets.RemoveAt(brackets.Count - 1);
            else if (c is ']' or '}' && before is ']' or '}') Unopened ??= Opening();

            YamlOpening Opening() => new(c, lines.Count + 1, i + 1, indent);
            before = c;
        }
        return text.Length;
    }

    // A quote or bracket within plain text, as in don't, is part of it.
    private bool BeginsToken(char before, bool spaced) => before == '\0'
        || (before is ':' or '-' or '?' && spaced)
        || (brackets.Count > 0 && before is '[' or '{' or ',' or ':');

    [GeneratedRegex(@"(^|[:\-] )[|>][-+0-9]{0,2}$")]
    private static partial Regex BeginsText();
}
