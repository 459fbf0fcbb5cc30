using System.Text;

namespace Fuzz.Tests.Mutations;

/// <summary>
/// Changes tables as tables: fields, headers, delimiters, quotes, comments, rows that are longer, shorter or repeated.
/// </summary>
internal static class TableMutations
{
    private static readonly char[] Delimiters = [',', ';', '\t', ' ', '|'];
    private static readonly string[] Headers =
    [
        "time", "t", "frame", "id", "x", "y", "vx", "vy", "trackID", "POSITION_X", "x [cm]", "\"x\"", "Frame #",
    ];

    /// <summary>One of them.</summary>
    public static byte[] Any(byte[] input, Random random)
    {
        string text = Encoding.UTF8.GetString(input);
        List<string> lines = [.. text.Split('\n')];
        int at = random.Next(4) == 0 ? 0 : random.Next(lines.Count);
        char delimiter = Delimiters.MaxBy(c => text.Count(found => found == c));
        List<string> fields = [.. lines[at].Split(delimiter)];
        int field = random.Next(fields.Count);
        switch (random.Next(13))
        {
            case 0: fields[field] = Awkward.Number(random); break;
            case 1: fields[field] = Awkward.Value(random); break;
            case 2: fields.RemoveAt(field); break;
            case 3: fields.Insert(field, Awkward.Number(random)); break;
            case 4: fields[field] = $"\"{fields[field]}{Awkward.Pick(["\"", "", "\"\"\"", "\"x"], random)}"; break;
            case 5: fields = [.. Enumerable.Repeat(fields[field], random.Next(1200))]; break;
            case 6: return TextMutations.Bytes(text.Replace(delimiter, Awkward.Pick(Delimiters, random)));
            case 7:
                lines[0] = string.Join(
                    delimiter, Enumerable.Range(0, random.Next(1, 8)).Select(_ => Awkward.Pick(Headers, random)));
                break;
            case 8:
                lines.Insert(
                    at, Awkward.Pick(["#", "%", "# x,y", "", " ", "\u00a0", "unit,s,cm,cm"], random) + lines[at]);
                break;
            case 9: return TextMutations.Bytes(string.Join('\n', Column(lines, delimiter, field, random)));
            case 10: lines.InsertRange(at, Enumerable.Repeat(lines[at], random.Next(300))); break;
            case 11: lines.RemoveRange(0, at); break;
            default: fields[field] = new string('1', random.Next(3000)); break;
        }
        if (at < lines.Count && fields.Count > 0) lines[at] = string.Join(delimiter, fields);
        return TextMutations.Bytes(string.Join('\n', lines));
    }

    // The same in a whole column: times that are far apart, equal or tiny, names for numbers.
    private static IEnumerable<string> Column(List<string> lines, char delimiter, int column, Random random)
    {
        double start = random.NextDouble() * 100, step = Math.Pow(10, random.Next(-320, 300));
        int kind = random.Next(4);
        for (int i = 0; i < lines.Count; i++)
        {
            string[] fields = lines[i].Split(delimiter);
            if (column < fields.Length && i > 0)
            {
                fields[column] = kind switch
                {
                    0 => FormattableString.Invariant($"{i * step:R}"),
                    1 => FormattableString.Invariant($"{start + i * step:R}"),
                    2 => Awkward.Number(random),
                    _ => "p" + i,
                };
            }
            yield return string.Join(delimiter, fields);
        }
    }
}
