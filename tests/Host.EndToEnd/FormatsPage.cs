using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary><c>docs/file-formats.md</c>, compared with the files of an experiment.</summary>
internal sealed partial class FormatsPage
{
    // Their keys are those of the configuration, of a machine or of the comparison's settings, documented elsewhere.
    private static readonly string[] Elsewhere = ["config", "stages", "environment", "settings"];

    private readonly string text = File.ReadAllText(Path.Combine(HostProcess.Repository, "docs", "file-formats.md"));
    private readonly string[] models;
    private readonly IReadOnlyList<(Regex Pattern, string Row)> rows;

    /// <summary>Reads the page.</summary>
    /// <param name="models">Names of the experiment's models, which are keys of some files.</param>
    public FormatsPage(params string[] models)
    {
        this.models = models;
        rows = [.. from line in text.Split('\n')
                   where line.StartsWith("| `", StringComparison.Ordinal)
                   from Match name in CodeSpan().Matches(line.Split('|')[1])
                   select (PatternOf(name.Groups[1].Value), line)];
    }

    /// <summary>
    /// Lists files that the page does not name, and keys, arrays and columns that it does not name for their file.
    /// </summary>
    /// <param name="root">The experiment's folder.</param>
    public IReadOnlyList<string> Undocumented(string root)
    {
        var missing = new List<string>();
        string tree = TreeBlock().Match(text).Value;
        foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            string file = Path.GetRelativePath(root, path).Replace('\\', '/');
            string[] found = [.. rows.Where(row => row.Pattern.IsMatch(file)).Select(row => row.Row)];
            if (found.Length == 0 && !Regex.IsMatch(tree, $@"── {Regex.Escape(file)}\s")) missing.Add(file);
            string described = string.Join('\n', found) + Section(Path.GetFileName(file));
            missing.AddRange(NamesIn(path).Where(name => !Names(described, name)).Select(name => $"{file}: {name}"));
        }
        return missing;
    }

    private IEnumerable<string> NamesIn(string path) => Path.GetExtension(path) switch
    {
        ".npz" => ArraysOf(path),
        ".json" => KeysOf(JsonNode.Parse(File.ReadAllText(path))!.AsObject(), Path.GetFileName(path)),
        ".csv" => ColumnsOf(path),
        _ => [],
    };

    // In the index the columns after the fifth are parameters of initial conditions.
    private static IEnumerable<string> ColumnsOf(string path) =>
        File.ReadLines(path).First().Split(',').Take(Path.GetFileName(path) == "index_mapping.csv" ? 5 : int.MaxValue);

    private static string[] ArraysOf(string path)
    {
        using var file = NpzReader.Open(path);
        return [.. file.Names];
    }

    private IEnumerable<string> KeysOf(JsonObject tree, string name) => tree["outputs"] is not null
        ? name.StartsWith("measure_costs.", StringComparison.Ordinal)
            ? []
            : tree["facts"]!.AsObject().Select(fact => fact.Key)
        : KeysOf(tree,
            name switch { "runtime_contest.json" => 3, "summary.json" or "runtime_costs.json" => 2, _ => 1 });

    private IEnumerable<string> KeysOf(JsonNode? node, int levels)
    {
        if (node is JsonArray { Count: > 0 } array) return KeysOf(array[0], levels);
        if (levels == 0 || node is not JsonObject tree) return [];
        return tree.SelectMany(pair => models.Contains(pair.Key)
            ? KeysOf(pair.Value, levels)
            : [pair.Key, .. Elsewhere.Contains(pair.Key) ? [] : KeysOf(pair.Value, levels - 1)]);
    }

    // The part of the page under the heading that is the file's name.
    private string Section(string file) =>
        text.Split("\n## ").FirstOrDefault(part => part.StartsWith(file + "\n", StringComparison.Ordinal)) ?? "";

    private static bool Names(string text, string name) =>
        Regex.IsMatch(text, $@"(?<![A-Za-z0-9_]){Regex.Escape(name)}(?![A-Za-z0-9_])");

    private static Regex PatternOf(string name) =>
        new("(^|/)" + Placeholder().Replace(Regex.Escape(name), "[^/]+") + "$");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\\\*|<[A-Za-z]+>")]
    private static partial Regex Placeholder();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex TreeBlock();
}
