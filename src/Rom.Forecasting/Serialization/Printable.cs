using System.Globalization;
using System.Text;

namespace Rom.Forecasting.Serialization;

/// <summary>
/// Escapes foreign text, of files, plugins and programs, so that it controls no terminal and hides nothing: an
/// invisible character is replaced by its number, such as <c>\u001b</c>.
/// </summary>
/// <remarks>
/// Escaped are controls (C0 with tab and carriage return, DEL, C1), format characters (of direction, such as U+202A–E
/// and U+2066–9; of zero width, such as U+200B–D and U+FEFF), line and paragraph separators, lone surrogates, and
/// spaces that look like a blank. Letters, signs and emoji of every script are kept, except for the joiners in them.
/// </remarks>
internal static class Printable
{
    /// <summary>The indentation of lines after the first, so that they cannot look like lines of the host.</summary>
    public const string Indent = "    ";

    private const int LongestQuote = 60;

    /// <summary>Escapes text on one line, including line ends.</summary>
    public static string Text(string text) => Escaped(text, keepsLines: false, indent: "");

    /// <summary>Escapes text with several lines; all lines but the first are indented.</summary>
    public static string Lines(string text) => Escaped(text, keepsLines: true, Indent);

    /// <summary>Escapes the host's own text with several lines, without indentation.</summary>
    public static string Block(string text) => Escaped(text, keepsLines: true, indent: "");

    /// <summary>Quotes a value, shortened where it is long.</summary>
    public static string Quoted(string text) => $"'{Short(text)}'";

    /// <summary>Shortens a long value.</summary>
    public static string Short(string text)
    {
        if (text.Length <= LongestQuote) return Text(text);
        int end = char.IsSurrogatePair(text, LongestQuote - 1) ? LongestQuote - 1 : LongestQuote;
        return Text(text[..end]) + "…";
    }

    private static string Escaped(string text, bool keepsLines, string indent)
    {
        int begin = FirstHidden(text);
        if (begin == text.Length) return text;
        var shown = new StringBuilder(text, 0, begin, text.Length + 16);
        for (int i = begin, length; i < text.Length; i += length)
        {
            if (keepsLines && IsLineEnd(text, i, out length))
                shown.Append(length == 2 ? Environment.NewLine : "\n").Append(i + length < text.Length ? indent : "");
            else if (IsShown(text, i, out length)) shown.Append(text, i, length);
            else
                foreach (char unit in text.AsSpan(i, length))
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }
        return shown.ToString();
    }

    private static int FirstHidden(string text)
    {
        int i = 0;
        while (i < text.Length && IsShown(text, i, out int length)) i += length;
        return i;
    }

    private static bool IsLineEnd(string text, int at, out int length)
    {
        length = text[at] == '\r' ? 2 : 1;
        return text[at] == '\n' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n');
    }

    private static bool IsShown(string text, int at, out int length)
    {
        char c = text[at];
        length = 1;
        if (c is >= ' ' and < '\u007f') return true;
        if (!Rune.TryGetRuneAt(text, at, out Rune rune)) return false;
        length = rune.Utf16SequenceLength;
        return !UnusualSpace.Is(c)
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }
}
