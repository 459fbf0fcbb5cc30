using System.Globalization;

namespace Rom.Forecasting.Serialization;

/// <summary>Recognises characters that look like a blank, or are invisible, and are no blank to YAML.</summary>
internal static class UnusualSpace
{
    /// <summary>Returns whether a character is a non-breaking, wide, narrow or zero-width space.</summary>
    public static bool Is(char c) => c > ' '
        && (char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator
            || c is >= '\u200b' and <= '\u200d' or '\u2060' or '\ufeff');

    /// <summary>Returns the index of the first one in a text, or −1.</summary>
    public static int In(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (Is(text[i])) return i;
        }
        return -1;
    }

    /// <summary>Returns the character's name with its number, such as <c>a non-breaking space (U+00A0)</c>.</summary>
    public static string Name(char c)
    {
        string name = c switch
        {
            '\u00a0' or '\u202f' => "a non-breaking space",
            '\u3000' => "a wide space",
            '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' => "an invisible character",
            _ => "an unusual space",
        };
        return $"{name} (U+{(int)c:X4})";
    }
}
