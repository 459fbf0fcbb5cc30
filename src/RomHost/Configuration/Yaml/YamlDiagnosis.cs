using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>
/// Finds the mistake in a text that the YAML parser rejected. The parser stops where the text becomes meaningless,
/// often a line or a page after the mistake, and describes its own state; the user needs the position of the mistake
/// and the remedy.
/// </summary>
internal static partial class YamlDiagnosis
{
    private static readonly (Regex Pattern, Func<Match, string> Message)[] Notations =
    [
        (DashWithoutBlank(),
            found => $"expected a blank after '-'; write '- {Printable.Short(found.Groups["key"].Value)}: …'"),
        (Bullet(), found =>
            $"found '{found.Groups["at"]}' where an item of a list begins; "
            + $"write '- {Printable.Short(found.Groups["item"].Value)}'"),
        (ListBehindKey(), _ =>
            "a list begins on a line of its own; put this '- ' on the next line, indented by two blanks"),
        (Assignment(), found =>
            $"expected ': ' after the key '{Printable.Short(found.Groups["key"].Value)}', "
            + $"found '{found.Groups["at"]}'; write "
            + $"'{Printable.Short(found.Groups["key"].Value)}: {Printable.Short(found.Groups["value"].Value)}'"),
        (ColonWithoutBlank(), found =>
            $"expected a blank after '{Printable.Short(found.Groups["key"].Value)}:'; "
            + $"write '{Printable.Short(found.Groups["key"].Value)}: {Printable.Short(found.Groups["at"].Value)}'"),
        (Escape(), _ =>
            "in double quotes a backslash begins an escape such as \\n; "
            + "use single quotes, or write two backslashes for one"),
        (ForbiddenStart(), found => $"a value cannot begin with '{found.Groups["at"]}'; put it in quotes"),
        (CommaBehindQuote(), _ => "found a comma behind a value; outside of brackets lines end without one, remove it"),
        (TextBehindQuote(), _ => "found text behind the closing quote; put all of the value in quotes"),
    ];

    // In the worst case the time of patterns grows with the square of a line's length.
    private const int LongestLine = 2000;

    private const int MostLevels = 20;

    /// <summary>Returns the most probable mistake, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="stoppedAt">The line that the parser stopped at, from 1.</param>
    public static YamlMistake? Find(string text, int stoppedAt)
    {
        YamlLines scanned = YamlLines.Of(text);
        IReadOnlyList<YamlLine> lines = scanned.Lines;
        return First(lines, TabInIndentation)
            ?? First(lines, MergeMarker)
            ?? OpenQuote(scanned)
            ?? OpenBracket(scanned)
            ?? First(Around(lines, stoppedAt), Notation)
            ?? First(Around(lines, stoppedAt), line => Indentation(line, lines))
            ?? First(Around(lines, stoppedAt), NoKey)
            ?? UnopenedBracket(scanned)
            ?? First(lines, ShallowBracket)
            ?? First(lines, TabOnEmptyLine);
    }

    /// <summary>Finds a space in the indentation that YAML takes for the beginning of a key; or null.</summary>
    /// <param name="text">The text.</param>
    public static YamlMistake? UnusualIndentation(string text)
    {
        if (UnusualSpace.In(text) < 0) return null;
        foreach (YamlLine line in YamlLines.Of(text).Lines)
        {
            if (line.IsText || line.Quote is not null || line.IsBlank || !UnusualSpace.Is(line.Content[0])) continue;
            return new YamlMistake(
                line.Number,
                line.Indent + 1,
                $"found {UnusualSpace.Name(line.Content[0])} in the indentation; replace it by ordinary blanks");
        }
        return null;
    }

    private static YamlMistake? First(IEnumerable<YamlLine> lines, Func<YamlLine, YamlMistake?> find) =>
        lines.Select(find).FirstOrDefault(found => found is not null);

    private static IEnumerable<YamlLine> Around(IReadOnlyList<YamlLine> lines, int number) =>
        new[] { number, number - 1, number + 1 }
            .Where(n => n >= 1 && n <= lines.Count)
            .Select(n => lines[n - 1])
            .Where(line => line.IsBlock && line.Content.Length <= LongestLine);

    private static YamlMistake? TabInIndentation(YamlLine line)
    {
        if (line.IsText || line.Quote is not null || line.Text.Trim(' ', '\t').Length == 0) return null;
        int lead = line.Indent;
        // The blanks after '- ' indent the rest of the line.
        if (line.Content.StartsWith("-\t", StringComparison.Ordinal)) lead += 2;
        int tab = line.Text.IndexOf('\t', 0, lead);
        return tab < 0 ? null : new YamlMistake(
            line.Number,
            tab + 1,
            "found a tab in the indentation; YAML indents by blanks only, "
            + "replace the tab by blanks (two for each level)");
    }

    private static YamlMistake? TabOnEmptyLine(YamlLine line) =>
        !line.IsText && line.Quote is null && line.Text.Trim(' ', '\t').Length == 0
            && line.Text.IndexOf('\t') is >= 0 and int tab
            ? new YamlMistake(line.Number, tab + 1, "found a tab on an empty line; remove it")
            : null;

    private static YamlMistake? ShallowBracket(YamlLine line) =>
        line.Bracket is not { } open || line.IsBlank || line.Indent > open.Indent ? null : new YamlMistake(
            line.Number,
            line.Indent + 1,
            $"this line is inside the '{open.Character}' of line {open.Line} and not indented deeper than that line; "
            + $"indent it by {Blanks(open.Indent + 2)}");

    private static YamlMistake? MergeMarker(YamlLine line) => line.IsText || !Marker().IsMatch(line.Text)
        ? null
        : new YamlMistake(
            line.Number,
            1,
            "found the marker of a merge conflict; keep one of the two versions and remove the markers");

    /// <summary>Finds a quote that has swallowed a line of keys, or that is open at the end.</summary>
    private static YamlMistake? OpenQuote(YamlLines scanned)
    {
        YamlOpening? open = scanned.Lines.FirstOrDefault(line =>
            line.Quote is not null && KeyOrItem().IsMatch(line.Content))?.Quote
            ?? scanned.OpenQuote;
        return open is null
            ? null
            : new YamlMistake(
                open.Line, open.Column, $"this quote is not closed; put {open.Character} at the end of the text");
    }

    /// <summary>
    /// Finds a bracket that has swallowed a line of keys that are not indented deeper, or that is open at the end.
    /// </summary>
    private static YamlMistake? OpenBracket(YamlLines scanned)
    {
        YamlOpening? open = scanned.Lines
            .FirstOrDefault(line =>
                line.Bracket is { } b && line.Indent <= b.Indent && KeyOrItem().IsMatch(line.Content))?.Bracket
            ?? scanned.OpenBracket;
        if (open is null) return null;
        char closing = open.Character == '[' ? ']' : '}';
        return new YamlMistake(
            open.Line, open.Column, $"this '{open.Character}' is not closed; put '{closing}' behind its last entry");
    }

    private static YamlMistake? UnopenedBracket(YamlLines scanned) => scanned.Unopened is not { } closer
        ? null
        : new YamlMistake(
            closer.Line,
            closer.Column,
            $"this '{closer.Character}' closes nothing; remove it, or open a bracket before it");

    /// <summary>Finds notation that YAML writes differently.</summary>
    private static YamlMistake? Notation(YamlLine line)
    {
        int odd = UnusualSpace.In(line.Content);
        if (odd > 0 && line.Content[odd - 1] is ':' or '-' or ' ')
        {
            string name = UnusualSpace.Name(line.Content[odd]);
            return new YamlMistake(
                line.Number, line.Indent + odd + 1, $"found {name}; replace it by an ordinary blank");
        }
        foreach ((Regex pattern, Func<Match, string> message) in Notations)
        {
            if (pattern.Match(line.Content) is { Success: true } found)
                return new YamlMistake(line.Number, line.Indent + found.Groups["at"].Index + 1, message(found));
        }
        return null;
    }

    /// <summary>Finds a line with two keys, or with none.</summary>
    private static YamlMistake? NoKey(YamlLine line)
    {
        if (SecondColon().Match(line.Content) is { Success: true } second)
        {
            return new YamlMistake(
                line.Number,
                line.Indent + second.Groups[1].Index + 1,
                "found a second ': ' on the line; put the value in quotes, or the second key on a line of its own");
        }
        return KeyOrItem().IsMatch(line.Content) || line.Content.StartsWith('-') ? null : new YamlMistake(
            line.Number,
            line.Indent + 1,
            $"expected 'key: value', or '- ' for an item of a list, found {Printable.Quoted(line.Content)}");
    }

    /// <summary>
    /// Finds a line that is deeper than a key that has its value already, or that matches no other indentation of its
    /// section.
    /// </summary>
    private static YamlMistake? Indentation(YamlLine line, IReadOnlyList<YamlLine> lines)
    {
        var levels = new Stack<int>();
        YamlLine? before = null;
        foreach (YamlLine above in lines.Take(line.Number - 1).Where(above => above.IsBlock))
        {
            PopDeeperThan(levels, above.Indent);
            levels.Push(above.Indent);
            levels.Push(KeyLevel(above));
            before = above;
        }
        if (before is null) return null;
        if (line.Indent > KeyLevel(before))
        {
            return !HasValue(before.Content) ? null : new YamlMistake(
                line.Number,
                line.Indent + 1,
                $"this line is indented by {Blanks(line.Indent)}, deeper than line {before.Number}, which has its "
                + "value already; indent the two lines alike");
        }
        string known = string.Join(", ", levels.Distinct().Take(MostLevels).Reverse());
        PopDeeperThan(levels, line.Indent);
        return levels.TryPeek(out int level) && level == line.Indent ? null : new YamlMistake(
            line.Number,
            line.Indent + 1,
            $"this line is indented by {Blanks(line.Indent)}, and the lines above it by {known}; "
            + "indent it as far as the others of its section");
    }

    private static void PopDeeperThan(Stack<int> levels, int indent)
    {
        while (levels.TryPeek(out int top) && top > indent) levels.Pop();
    }

    /// <summary>Returns the column of a line's keys, after its dashes.</summary>
    private static int KeyLevel(YamlLine line) => line.Indent + Dashes().Match(line.Content).Length;

    private static bool HasValue(string content) => content.Length <= LongestLine && KeyWithValue().IsMatch(content);

    private static string Blanks(int count) => NumberText.Count(count, "blank");

    [GeneratedRegex(@"^(<{7}|={7}|>{7})( |$)")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^(- +)*([A-Za-z_][A-Za-z0-9_.]*|""[^""]*""|'[^']*') *:( |$)|^- ")]
    private static partial Regex KeyOrItem();

    [GeneratedRegex(@"^(- +)*")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"^(- +)*[^:#]+: +[^|>&\s]")]
    private static partial Regex KeyWithValue();

    [GeneratedRegex(@"^(?<at>-)(?<key>[A-Za-z_]\w*) *:( |$)")]
    private static partial Regex DashWithoutBlank();

    [GeneratedRegex(@"^(?<at>[–—•*+·‣])[ \u00a0]*(?<item>\S.*)$")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\w+ *: +(?<at>- )")]
    private static partial Regex ListBehindKey();

    [GeneratedRegex(@"^(?:- +)*(?<key>\w+) *(?<at>[=：]) *(?<value>.*)$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?:- +)*(?<key>[A-Za-z_]\w*):(?<at>[^\s:/\\].*)$")]
    private static partial Regex ColonWithoutBlank();

    [GeneratedRegex(
        @"^(?:- +)*\w+ *: +""(?:[^""\\]|\\[0abtnvfre ""/\\N_LPxuU])*(?<at>\\)(?![0abtnvfre ""/\\N_LPxuU])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^(?:- +)*\w+ *: +(?<at>[@`%,*])")]
    private static partial Regex ForbiddenStart();

    [GeneratedRegex(@"^(?:- +)*(?:\w+|""[^""]*""|'[^']*') *: +(?:""[^""]*""|'[^']*') *(?<at>,)$")]
    private static partial Regex CommaBehindQuote();

    [GeneratedRegex(@"^(?:- +)*(?:\w+|""[^""]*""|'[^']*') *: +(?:""[^""]*""|'[^']*') *(?<at>[^\s#,].*)$")]
    private static partial Regex TextBehindQuote();

    [GeneratedRegex(@"^(?:- +)*[\w""']+ *: +[^\[{""'].*?(:)( |$)")]
    private static partial Regex SecondColon();
}
