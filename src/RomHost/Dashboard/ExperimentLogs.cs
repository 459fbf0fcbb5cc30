using System.Text;
using System.Text.Json.Nodes;
using RomHost.Artifacts;

namespace RomHost.Dashboard;

/// <summary>
/// The logs of an experiment's jobs, which a scheduler writes into its folder <c>logs</c>. Of each at most its end is
/// read.
/// </summary>
/// <param name="folder">The experiment.</param>
internal sealed class ExperimentLogs(ExperimentFolder folder)
{
    /// <summary>The most bytes of a log that are read.</summary>
    public const int MostBytes = 64 << 10;

    private const int MostListed = 200;

    /// <summary>Lists the logs, the last written first.</summary>
    public JsonArray List() =>
    [
        .. Files().OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)
            .Take(MostListed).Select(file => new JsonObject
            {
                ["name"] = file.Name,
                ["bytes"] = file.Length,
                ["modified"] = file.LastWriteTimeUtc.ToString("u"),
            }),
    ];

    /// <summary>Finds a log.</summary>
    /// <param name="name">Its name, as listed.</param>
    /// <returns>The log; null where none has this name.</returns>
    public FileInfo? Find(string name) => Files().FirstOrDefault(file => file.Name == name);

    /// <summary>Reads the end of a log.</summary>
    /// <param name="log">The log.</param>
    /// <returns>Its last whole lines, its length, and the number of bytes before them; null where it is gone.</returns>
    public JsonObject? Tail(FileInfo log)
    {
        using var file = InsideFile.Open(folder, log.FullName);
        if (file is null) return null;
        long length = file.Length, start = Math.Max(0, length - MostBytes);
        file.Position = start;
        byte[] bytes = new byte[length - start];
        var text = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (start > 0 && text.IndexOf((byte)'\n') is >= 0 and var end)
        {
            text = text[(end + 1)..];
            start += end + 1;
        }
        return new JsonObject
        {
            ["name"] = log.Name,
            ["bytes"] = length,
            ["skipped"] = start,
            ["text"] = Encoding.UTF8.GetString(text),
        };
    }

    private IEnumerable<FileInfo> Files() => RealFolder.Files(folder.Logs)
        .Where(path => InsideFile.Exists(folder, path)).Select(path => new FileInfo(path)).Where(file => file.Exists);
}
