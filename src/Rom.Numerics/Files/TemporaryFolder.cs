using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Rom.Numerics.Files;

/// <summary>
/// A folder in the system's temporary folder that goes with the process: when it is disposed, when the process ends, and where that
/// was killed, when another one makes such a folder.
/// </summary>
/// <remarks>
/// The temporary folder is shared with other users. A folder is made with a name that nobody can know before and with rights for its
/// owner only; and only folders are removed that this user made, by a process of this machine that has ended, and no link among them.
/// A folder that is kept (<see cref="Keep"/>) is removed so when it is a week old.
/// </remarks>
public sealed partial class TemporaryFolder : IDisposable
{
    private const string KeptMarker = ".kept";

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);
    private static readonly ConcurrentDictionary<string, TemporaryFolder> Open = new();
    private static readonly Lazy<int> Abandoned = new(() => RemoveAbandoned(System.IO.Path.GetTempPath()));

    private bool isKept;

    static TemporaryFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var folder in Open.Values) folder.Dispose();
    };

    /// <summary>Makes a folder.</summary>
    /// <param name="purpose">What it is for, in lower-case letters: it stands in the folder's name.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public TemporaryFolder(string purpose)
    {
        _ = Abandoned.Value;
        Path = Directory.CreateTempSubdirectory($"romhost-{purpose}-{Place}-{ProcessMark.Current}-").FullName;
        Open[Path] = this;
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    // A temporary folder may be shared by machines, or by containers, whose processes are not seen here.
    private static string Place { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Environment.MachineName + new FileInfo("/proc/self/ns/pid").LinkTarget)))[..8];

    /// <summary>Keeps the folder after the process, for a week.</summary>
    public void Keep()
    {
        isKept = true;
        try
        {
            File.WriteAllText(System.IO.Path.Combine(Path, KeptMarker), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk: then it is kept until the next start.
        }
    }

    /// <summary>Removes the folder unless it is kept; links in it are removed, and nothing behind them.</summary>
    public void Dispose()
    {
        Open.TryRemove(Path, out _);
        if (!isKept) TryRemove(Path);
    }

    /// <summary>Removes what killed processes of this user left in the temporary folder, once in a process.</summary>
    internal static void RemoveAbandoned() => _ = Abandoned.Value;

    /// <summary>Removes what killed processes of this user left.</summary>
    /// <param name="place">The temporary folder.</param>
    /// <returns>How many folders were removed.</returns>
    internal static int RemoveAbandoned(string place)
    {
        try
        {
            return Directory.EnumerateDirectories(place, "romhost-*").ToList().Count(path => IsAbandoned(path) && TryRemove(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static bool IsAbandoned(string path)
    {
        if (Name().Match(System.IO.Path.GetFileName(path)) is not { Success: true } name || name.Groups["place"].Value != Place) return false;
        if (new DirectoryInfo(path).LinkTarget is not null || FileStatus.Of(path)?.Owner != FileStatus.User) return false;
        if (ProcessMark.Parse(name.Groups["process"].Value) is not { IsAlive: false }) return false;
        var kept = new FileInfo(System.IO.Path.Combine(path, KeptMarker));
        return !kept.Exists || DateTime.UtcNow - kept.LastWriteTimeUtc > KeptFor;
    }

    private static bool TryRemove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // a process that was left behind may still write there; the next start tries again
        }
    }

    [GeneratedRegex(@"\Aromhost-[a-z]+-(?<place>[0-9a-f]{8})-(?<process>\d+-\d+)-[^-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
