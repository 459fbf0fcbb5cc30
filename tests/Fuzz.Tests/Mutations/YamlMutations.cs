using System.Text;

namespace Fuzz.Tests.Mutations;

/// <summary>Changes YAML as YAML: nesting, anchors and aliases, tabs, indentation, types, keys, notation.</summary>
internal static class YamlMutations
{
    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ",", ": ", ":", "- ", "? ", "&a ", "*a", "<<: *a", "!!int ", "!x ", "|\n", ">\n", "'", "\"",
        "#", "---\n", "...\n", "%YAML 1.2\n",
        "\t", "  ", "@", "`", "\\", "\"\\x", "\"\\uD800\"", "{a: 1}", "[1, 2]", "[[1], {a: [2]}]",
    ];

    /// <summary>One of them.</summary>
    public static byte[] Any(byte[] input, Random random)
    {
        string text = Encoding.UTF8.GetString(input);
        string[] lines = text.Split('\n');
        int at = random.Next(lines.Length);
        string line = lines[at], indent = line[..(line.Length - line.TrimStart().Length)];
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        (string key, string value) = colon < 0 ? (line.Trim(), "") : (line[..colon].Trim(), line[(colon + 1)..].Trim());
        lines[at] = random.Next(17) switch
        {
            0 => "  " + line,
            1 => line.Length > 0 ? line[1..] : " ",
            2 => "\t" + line.TrimStart(),
            3 => $"{indent}{key}: {Awkward.Value(random)}",
            4 => $"{indent}{key}: {Deep(random.Next(200), random)}",
            5 => $"{indent}{key}: &a {value}\n{indent}b: *a",
            6 => $"{line}\n{indent}{Awkward.Text(random)}: {value}",
            7 => $"{line}\n{indent}{key}.{Key(lines, random)}: {value}",
            8 => NestedAndDotted(lines, at),
            15 => $"{line}\n{line}",
            9 => $"{indent}{key}: {Awkward.Pick(Pieces, random)}{value}{Awkward.Pick(Pieces, random)}",
            10 => $"{indent}- {line.TrimStart()}",
            11 => $"{indent}{Key(lines, random)}: {value}",
            12 =>
                $"{indent}{key}: "
                + $"[{string.Join(", ", Enumerable.Range(0, random.Next(60)).Select(_ => Awkward.Number(random)))}]",
            13 => Bomb(indent, random),
            14 => $"{indent}\"{new string('k', 1 + random.Next(5000))}\": {value}",
            _ => line.Insert(random.Next(line.Length + 1), Awkward.Pick(Pieces, random)),
        };
        return TextMutations.Bytes(string.Join('\n', lines));
    }

    private static string Key(string[] lines, Random random)
    {
        string other = Awkward.Pick(lines, random);
        int colon = other.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "T" : other[..colon].Trim(' ', '-');
    }

    // A key below another key, and again with a dot in its name.
    private static string NestedAndDotted(string[] lines, int at)
    {
        int inner = Array.FindIndex(
            lines, at, line => line.StartsWith(' ') && line.Contains(':', StringComparison.Ordinal));
        int outer = inner < 1
            ? -1
            : Array.FindLastIndex(lines, inner - 1, line => line.Length > 0 && char.IsAsciiLetter(line[0]));
        if (outer >= 0) lines[^1] += $"\n{lines[outer].Split(':')[0]}.{lines[inner].Trim()}";
        return lines[at];
    }

    private static string Deep(int levels, Random random) => random.Next(3) switch
    {
        0 => new string('[', levels) + "1" + new string(']', levels),
        1 => string.Concat(Enumerable.Repeat("{a: ", levels)) + "1" + new string('}', levels),
        _ => new string('[', levels),
    };

    // Ten aliases of ten aliases of … : the expansion is ten to the power of the number of lines.
    private static string Bomb(string indent, Random random)
    {
        var lines = new List<string> { $"{indent}b0: &b0 [1, 1]" };
        for (int i = 1; i <= random.Next(1, 12); i++)
            lines.Add($"{indent}b{i}: &b{i} [{string.Join(", ", Enumerable.Repeat($"*b{i - 1}", 10))}]");
        return string.Join('\n', lines);
    }
}
