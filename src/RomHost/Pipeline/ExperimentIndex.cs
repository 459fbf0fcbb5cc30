using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>
/// Reads the summaries of many experiments. For a folder of many, a file in it keeps what tables show of each: a line
/// of JSON with length and time of the summary that it was made from. It may be deleted at any time, and a line that is
/// missing, old or of another form is made anew.
/// </summary>
internal static partial class ExperimentIndex
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

    /// <summary>Finds experiments.</summary>
    /// <param name="place">An experiment's folder, or a folder that holds some, which come in the order of their names:
    /// <c>lag_5</c> before <c>lag_10</c>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static IReadOnlyList<ExperimentFolder> Find(string place)
    {
        var folder = new ExperimentFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)));
        if (!Directory.Exists(folder.Root))
            throw new DirectoryNotFoundException($"expected an experiment's folder, found no folder {folder.Root}");
        if (File.Exists(folder.ConfigResolved)) return [folder];
        ExperimentFolder[] inside =
        [
            .. Directory.EnumerateDirectories(folder.Root).Select(path => new ExperimentFolder(path))
                .Where(one => File.Exists(one.ConfigResolved))
                .OrderBy(one => Padded(Path.GetFileName(one.Root)), StringComparer.Ordinal),
        ];
        return inside.Length > 0 ? inside : throw new InvalidDataException(
            $"{folder.Root}: expected an experiment's folder, or one that holds some, found no "
            + $"{Path.GetFileName(folder.ConfigResolved)} in it or in a folder below; name the output root of romhost "
            + "run, or experiments in it");
    }

    /// <summary>Reads the summaries of experiments.</summary>
    /// <param name="folders">The experiments.</param>
    /// <param name="updates">Whether the index is made anew where it is missing or old.</param>
    /// <returns>Each experiment, in the same order.</returns>
    public static IReadOnlyList<FoundExperiment> Read(IReadOnlyList<ExperimentFolder> folders, bool updates = true)
    {
        var found = new Dictionary<string, FoundExperiment>();
        foreach (var group in folders.GroupBy(folder => Path.GetDirectoryName(folder.Root) ?? ""))
        {
            ExperimentFolder[] own = [.. group];
            foreach (var one in own.Length < Few ? ReadEach(own) : ReadIndexed(group.Key, own, updates))
                found[one.Folder.Root] = one;
        }
        return [.. folders.Select(folder => found[folder.Root])];
    }

    // With numbers of equal length, so that they have the order of their values.
    private static string Padded(string name) => Digits().Replace(name, number => number.Value.PadLeft(20, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    /// <summary>Returns whether a key of a summary is in no line.</summary>
    /// <param name="key">The dotted key.</param>
    public static bool IsLeftOut(string key) => LeftOut.Contains(key.Split('.')[0]);

    private static IEnumerable<FoundExperiment> ReadEach(ExperimentFolder[] folders) =>
        folders.AsParallel().AsOrdered().Select(folder => ReadOne(folder, out _));

    private static FoundExperiment[] ReadIndexed(string root, ExperimentFolder[] folders, bool updates)
    {
        string path = Path.Combine(root, FileName);
        var lines = LinesOf(path);
        var read = folders.AsParallel().AsOrdered().Select(folder =>
        {
            string name = Path.GetFileName(folder.Root);
            if (lines.TryGetValue(name, out string? line) && Known(folder, line) is { } known)
                return (Experiment: known, Line: line, IsNew: false);
            var experiment = ReadOne(folder, out string? made);
            return (Experiment: experiment, Line: made, IsNew: made is not null || lines.ContainsKey(name));
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

    private static FoundExperiment ReadOne(ExperimentFolder folder, out string? line)
    {
        line = null;
        var file = new FileInfo(folder.Summary);
        try
        {
            if (!file.Exists) return new(folder, null, "it is not finished");
            var (bytes, modified) = (file.Length, file.LastWriteTimeUtc.Ticks);
            var summary = WithoutLargeParts(JsonFile.ReadObject(folder.Summary));
            line = new JsonObject
            {
                ["folder"] = Path.GetFileName(folder.Root),
                ["version"] = Version,
                ["bytes"] = bytes,
                ["modified"] = modified,
                ["summary"] = summary.DeepClone(),
            }.ToJsonString();
            return new(folder, new ExperimentSummary(summary), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new(folder, null, e.Message);
        }
    }

    private static FoundExperiment? Known(ExperimentFolder folder, string line)
    {
        try
        {
            var file = new FileInfo(folder.Summary);
            var entry = JsonNode.Parse(line);
            return entry.NumberAt("version") == Version && file.Exists && (long?)entry!["bytes"] == file.Length
                && (long?)entry["modified"] == file.LastWriteTimeUtc.Ticks && entry["summary"] is JsonObject summary
                ? new(folder, new ExperimentSummary(summary), null)
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
