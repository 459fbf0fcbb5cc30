using System.Text;

namespace RomHost.Configuration.Yaml;

/// <summary>Makes text from a file fit for a message: on one line, without control characters, not endless.</summary>
internal static class Printable
{
    private const int LongestQuote = 60;

    /// <summary>Text with control and format characters escaped.</summary>
    public static string Text(string text)
    {
        if (!text.Any(MustEscape)) return text;
        var result = new StringBuilder();
        foreach (char c in text)
        {
            if (MustEscape(c)) result.Append($"\\u{(int)c:x4}");
            else result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>A value in quotes, cut where it is long.</summary>
    public static string Quoted(string text) => $"'{Short(text)}'";

    /// <summary>A value, cut where it is long.</summary>
    public static string Short(string text) => Text(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…");

    // A right-to-left mark in a file must not turn the rest of the message around.
    private static bool MustEscape(char c) =>
        char.IsControl(c) || UnusualSpace.Is(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator
            or System.Globalization.UnicodeCategory.ParagraphSeparator;
}
