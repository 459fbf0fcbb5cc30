using System.Text.Json;
using System.Text.Json.Nodes;

namespace Host.EndToEnd;

/// <summary>Copies folders of experiments, and compares two of them byte for byte, timings aside.</summary>
internal static class Artifacts
{
    private static readonly string[] Timings =
        ["seconds", "timestamp", "total_time_minutes", "stages", "training_seconds", "step_seconds", "notes",
            "runtime_analysis", "environment"];

    // Keys of the configuration: an experiment's name, and where its models run.
    private static readonly string[] Unequal = ["experiment_name", "isolation"];

    // Files that hold timings only.
    private static readonly string[] Skipped =
    [
        "runtime_profile.json", "runtime_comparison.json", "runtime_contest.json", "runtime_costs.json", "report.html",
        ".lock",
    ];

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        foreach (string file in FilesOf(from))
        {
            string target = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(from, file), target);
        }
    }

    public static void AssertSame(string first, string second)
    {
        string[] files = FilesOf(first);
        Assert.Equal(files, FilesOf(second));
        foreach (string file in files.Where(
            file => !Skipped.Contains(Path.GetFileName(file))
                && !Path.GetFileName(file).StartsWith("measure_costs.", StringComparison.Ordinal)))
            Assert.True(Content(first, file).SequenceEqual(Content(second, file)), $"{file} differs");
    }

    private static string[] FilesOf(string root) =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal)];

    private static byte[] Content(string root, string file)
    {
        string path = Path.Combine(root, file);
        if (Path.GetFileName(file) == "training_log.csv")
            return [.. File.ReadLines(path)
                .SelectMany(line => System.Text.Encoding.UTF8.GetBytes(line[..line.LastIndexOf(',')] + "\n"))];
        if (file == "config_resolved.yaml")
            return [.. File.ReadLines(path)
                .Where(line => !Unequal.Contains(line.Split(':')[0]))
                .SelectMany(System.Text.Encoding.UTF8.GetBytes)];
        if (Path.GetExtension(file) != ".json") return File.ReadAllBytes(path);
        var tree = JsonNode.Parse(File.ReadAllBytes(path))!;
        RemoveTimings(tree);
        return JsonSerializer.SerializeToUtf8Bytes(tree);
    }

    private static void RemoveTimings(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) RemoveTimings(item);
        }
        else if (node is JsonObject tree)
        {
            foreach (string key in Timings.Concat(Unequal)) tree.Remove(key);
            // A record's digest covers its seconds; the digests of its files do not.
            if (tree["outputs"] is JsonObject) tree.Remove("sha256");
            // The lengths of files that hold timings.
            if (tree["outputs"] is JsonObject outputs)
            {
                foreach (string key in outputs.Select(pair => pair.Key)
                    .Where(key => key.EndsWith("runtime_profile.json", StringComparison.Ordinal)
                    || key.EndsWith("runtime_contest.json", StringComparison.Ordinal)
                    || key.EndsWith("training_log.csv", StringComparison.Ordinal)).ToList())
                {
                    outputs.Remove(key);
                }
            }
            foreach (var (_, child) in tree) RemoveTimings(child);
        }
    }
}
