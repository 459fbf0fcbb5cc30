using System.Text;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace RomHost.Pipeline;

/// <summary>
/// Reads the summaries of many experiments. For a folder of many, a file in it keeps what tables show of each, those in
/// folders below too: a line of JSON with length and time of the summary that it was made from. It may be deleted at
/// any time, and a line that is missing, old or of another form is made anew.
/// </summary>
internal static class ExperimentIndex
{
    /// <summary>The file in the folder of the experiments.</summary>
    public const string FileName = ".experiments.jsonl";

    /// <summary>
    /// Experiments of one folder below which each summary is read: that is quick, and leaves no file.
    /// </summary>
    public const int Few = 50;

    private const long LongestIndex = 1L << 30;

    // Changes with the parts that lines keep.
    private const int Version = 1;

    // Of a summary, what is large and in no table.
    private static readonly string[] LeftOut = ["runtime_analysis", "environment", "plugins", "warnings"];

    /// <summary>Reads the summaries of experiments.</summary>
    /// <param name="places">The experiments, each once.</param>
    /// <param name="updates">Whether the index is made anew where it is missing or old.</param>
    /// <returns>Each experiment, in the same order.</returns>
    public static IReadOnlyList<FoundExperiment> Read(IReadOnlyList<ExperimentPlace> places, bool updates = true)
    {
        var found = new Dictionary<string, FoundExperiment>();
        foreach (var group in places.GroupBy(place => place.Root))
        {
            ExperimentPlace[] own = [.. group];
            foreach (var one in own.Length < Few ? ReadEach(own) : ReadIndexed(group.Key, own, updates))
                found[one.Folder.Root] = one;
        }
        return [.. places.Select(place => found[place.Folder.Root])];
    }

    /// <summary>Returns whether a key of a summary is in no line.</summary>
    /// <param name="key">The dotted key.</param>
    public static bool IsLeftOut(string key) => LeftOut.Contains(key.Split('.')[0]);

    private static IEnumerable<FoundExperiment> ReadEach(ExperimentPlace[] places) =>
        places.AsParallel().AsOrdered().Select(place => ReadOne(place, out _));

    private static FoundExperiment[] ReadIndexed(string root, ExperimentPlace[] places, bool updates)
    {
        string path = Path.Combine(root, FileName);
        var lines = LinesOf(path);
        var read = places.AsParallel().AsOrdered().Select(place =>
        {
            if (lines.TryGetValue(place.Name, out string? line) && Known(place, line) is { } known)
                return (Experiment: known, Line: line, IsNew: false);
            var experiment = ReadOne(place, out string? made);
            return (Experiment: experiment, Line: made, IsNew: made is not null || lines.ContainsKey(place.Name));
        }).ToArray();
        if (updates && read.Any(one => one.IsNew))
        {
            var kept = lines.Where(line => Directory.Exists(Path.Combine(root, line.Key)))
                .ToDictionary(line => line.Key, line => (string?)line.Value);
            foreach (var (experiment, line, _) in read) kept[experiment.Name] = line;
            Write(path, kept.Values.OfType<string>());
        }
        return [.. read.Select(one => one.Experiment)];
    }

    private static FoundExperiment ReadOne(ExperimentPlace place, out string? line)
    {
        line = null;
        var file = new FileInfo(place.Folder.Summary);
        try
        {
            if (!file.Exists) return Found(place, null, "it is not finished");
            var (bytes, modified) = (file.Length, file.LastWriteTimeUtc.Ticks);
            var summary = WithoutLargeParts(JsonFile.ReadObject(place.Folder.Summary));
            line = new JsonObject
            {
                ["folder"] = place.Name,
                ["version"] = Version,
                ["bytes"] = bytes,
                ["modified"] = modified,
                ["summary"] = summary.DeepClone(),
            }.ToJsonString();
            return Found(place, summary, null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Found(place, null, e.Message);
        }
    }

    private static FoundExperiment Found(ExperimentPlace place, JsonObject? summary, string? problem) =>
        new(place.Folder, summary is null ? null : new ExperimentSummary(summary), problem) { Name = place.Name };

    private static FoundExperiment? Known(ExperimentPlace place, string line)
    {
        try
        {
            var file = new FileInfo(place.Folder.Summary);
            var entry = JsonNode.Parse(line);
            return entry.NumberAt("version") == Version && file.Exists && (long?)entry!["bytes"] == file.Length
                && (long?)entry["modified"] == file.LastWriteTimeUtc.Ticks && entry["summary"] is JsonObject summary
                ? Found(place, summary, null)
                : null;
        }
        catch (Exception e)
            when (e is System.Text.Json.JsonException or InvalidOperationException or FormatException
                or ArgumentException or IOException)
        {
            return null;
        }
    }

    // By folder; of a file that is damaged or foreign, the lines that can be used.
    private static Dictionary<string, string> LinesOf(string path)
    {
        var lines = new Dictionary<string, string>();
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LongestIndex }) return lines;
            foreach (string line in RegularFile.ReadLines(path))
            {
                const string Start = "{\"folder\":";
                if (line.Length > JsonFile.LongestTree || !line.StartsWith(Start, StringComparison.Ordinal)) continue;
                if (NameIn(line.AsSpan(Start.Length)) is { } name) lines[name] = line;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // All summaries are read then.
        }
        return lines;
    }

    private static string? NameIn(ReadOnlySpan<char> text)
    {
        var reader = new System.Text.Json.Utf8JsonReader(
            Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, 4096)].ToString()), isFinalBlock: false, default);
        try
        {
            return reader.Read() && reader.TokenType == System.Text.Json.JsonTokenType.String
                ? reader.GetString()
                : null;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // A folder that is not writable has no index.
    private static void Write(string path, IEnumerable<string> lines)
    {
        try
        {
            AtomicFile.WriteText(path, string.Concat(lines.Select(line => line + "\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static JsonObject WithoutLargeParts(JsonObject summary)
    {
        foreach (string key in LeftOut) summary.Remove(key);
        foreach (var (_, model) in summary["models"] as JsonObject ?? [])
            (model as JsonObject)?.Remove("test_metrics_by_family");
        if (summary["forecast_skill"] is JsonObject skill)
        {
            skill.Remove("comparisons");
            foreach (var method in (skill["methods"] as JsonArray ?? []).OfType<JsonObject>())
            {
                method.Remove("families");
                method.Remove("leads");
            }
        }
        return summary;
    }
}
