using Rom.Forecasting.Serialization;

namespace RomHost.Clusters;

/// <summary>Writes words for a POSIX shell.</summary>
internal static class ShellText
{
    /// <summary>Returns a word that the shell takes for exactly this text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidDataException">It has a line break or another control character.</exception>
    public static string Quote(string text)
    {
        Check(text);
        return $"'{text.Replace("'", @"'\''")}'";
    }

    /// <summary>Returns words, one behind the other.</summary>
    /// <param name="words">The words.</param>
    public static string Quote(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>Refuses text that is no line.</summary>
    /// <param name="text">The text, such as a path.</param>
    /// <exception cref="InvalidDataException">It has a line break or another control character.</exception>
    public static void Check(string text)
    {
        int index = text.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (index < 0) return;
        throw new InvalidDataException(
            "expected paths and names on one line for the scripts of jobs, found the character "
            + $"U+{(int)text[index]:X4} in {Printable.Quoted(text)}; rename it");
    }
}
