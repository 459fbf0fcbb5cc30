using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Rom.Numerics.Files;

/// <summary>
/// A folder in the system's temporary folder, removed on disposal or when the process ends; folders of killed processes
/// are removed by the next process that creates one.
/// </summary>
/// <remarks>
/// The temporary folder is shared with other users. The new folder has an unpredictable name and is accessible to its
/// owner only. Only folders of this user whose process on this machine has ended are removed, and no links. A kept
/// folder (<see cref="Keep"/>) is removed after a week.
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

    /// <summary>Creates a folder.</summary>
    /// <param name="purpose">Its purpose, in lower-case letters; part of the folder's name.</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    public TemporaryFolder(string purpose)
    {
        _ = Abandoned.Value;
        Path = Directory.CreateTempSubdirectory($"romhost-{purpose}-{Place}-{ProcessMark.Current}-").FullName;
        Open[Path] = this;
    }

    /// <summary>The path of the folder.</summary>
    public string Path { get; }

    // Machines or containers may share a temporary folder without seeing each other's processes.
    private static string Place { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Environment.MachineName + new FileInfo("/proc/self/ns/pid").LinkTarget)))[..8];

    /// <summary>Keeps the folder for a week after the process ends.</summary>
    public void Keep()
    {
        isKept = true;
        try
        {
            File.WriteAllText(System.IO.Path.Combine(Path, KeptMarker), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk is full: the folder is kept until the next start.
        }
    }

    /// <summary>Removes the folder unless it is kept; links in it are removed, but not their targets.</summary>
    public void Dispose()
    {
        Open.TryRemove(Path, out _);
        if (!isKept) TryRemove(Path);
    }

    /// <summary>
    /// Removes folders that killed processes of this user left in the temporary folder, once per process.
    /// </summary>
    internal static void RemoveAbandoned() => _ = Abandoned.Value;

    /// <summary>Removes folders that killed processes of this user left.</summary>
    /// <param name="place">The temporary folder.</param>
    /// <returns>The number of folders removed.</returns>
    internal static int RemoveAbandoned(string place)
    {
        try
        {
            return Directory.EnumerateDirectories(place, "romhost-*").ToList()
                .Count(path => IsAbandoned(path) && TryRemove(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static bool IsAbandoned(string path)
    {
        if (Name().Match(System.IO.Path.GetFileName(path)) is not { Success: true } name
            || name.Groups["place"].Value != Place)
            return false;
        if (new DirectoryInfo(path).LinkTarget is not null || FileStatus.Of(path)?.Owner != FileStatus.User)
            return false;
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
            return false; // a surviving child process may still write there; the next start tries again
        }
    }

    [GeneratedRegex(
        @"\Aromhost-[a-z]+-(?<place>[0-9a-f]{8})-(?<process>\d+-\d+)-[^-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
