using System.Text;
using System.Text.RegularExpressions;

namespace Fuzz.Tests.Mutations;

/// <summary>Changes lines, words, numbers, repetitions and the encoding of text.</summary>
internal static partial class TextMutations
{
    private const int MostRepetitions = 3000;

    /// <summary>One of them.</summary>
    public static byte[] Any(byte[] input, Random random)
    {
        string text = Encoding.UTF8.GetString(input);
        return random.Next(12) switch
        {
            0 => Encode(text, random),
            1 => Bytes(text.ReplaceLineEndings(Awkward.Pick(["\r", "\r\n", "\n\n", "\u2028", " "], random))),
            _ => Bytes(Change(text, random)),
        };
    }

    /// <summary>Text as bytes; lone surrogates become what they become.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Changes a text.</summary>
    public static string Change(string text, Random random)
    {
        if (text.Length == 0) return Awkward.Value(random);
        string[] lines = text.Split('\n');
        int line = random.Next(lines.Length), other = random.Next(lines.Length), at = random.Next(text.Length);
        switch (random.Next(9))
        {
            case 0: return Replace(NumberPattern(), text, Awkward.Number(random), random);
            case 1: return Replace(WordPattern(), text, Awkward.Value(random), random);
            case 2:
                var words = WordPattern().Matches(text);
                return words.Count == 0
                    ? text
                    : Replace(WordPattern(), text, words[random.Next(words.Count)].Value, random);
            case 3: (lines[line], lines[other]) = (lines[other], lines[line]); return string.Join('\n', lines);
            case 4: return string.Join('\n', lines.Where((_, i) => i != line));
            case 5: return string.Join('\n', [.. lines[..line], lines[other], .. lines[line..]]);
            case 6: return text.Insert(at, Awkward.Value(random));
            case 7: return text.Remove(at, Math.Min(text.Length - at, 1 + random.Next(40)));
            default:
                string piece = text.Substring(at, Math.Min(text.Length - at, 1 + random.Next(12)));
                return text.Insert(at, string.Concat(Enumerable.Repeat(piece, 1 + random.Next(MostRepetitions))));
        }
    }

    private static byte[] Encode(string text, Random random) => random.Next(5) switch
    {
        0 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
        1 => Encoding.BigEndianUnicode.GetBytes(text),
        2 => Encoding.UTF32.GetBytes(text),
        3 => Encoding.Latin1.GetBytes(text + "é"),
        _ => [.. Encoding.UTF8.Preamble, .. Bytes(text)],
    };

    private static string Replace(Regex pattern, string text, string by, Random random)
    {
        var found = pattern.Matches(text);
        if (found.Count == 0) return text;
        var one = found[random.Next(found.Count)];
        return text.Remove(one.Index, one.Length).Insert(one.Index, by);
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][+-]?\d+)?")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z_0-9]*")]
    private static partial Regex WordPattern();
}
