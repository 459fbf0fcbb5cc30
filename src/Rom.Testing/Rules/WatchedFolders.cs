namespace Rom.Testing.Rules;

/// <summary>Detects changes in folders.</summary>
internal sealed class WatchedFolders
{
    private const int MostFiles = 20_000;

    private readonly string[] folders;
    private readonly Dictionary<string, (long Length, DateTime Written)> before;

    /// <summary>Records the current content of the folders.</summary>
    /// <param name="folders">The folders.</param>
    public WatchedFolders(IEnumerable<string> folders)
    {
        this.folders = [.. folders];
        before = Files(this.folders);
    }

    /// <summary>Returns a file that was written, changed or removed since, or null.</summary>
    /// <param name="allowed">A folder in which changes are allowed, or null.</param>
    public string? Change(string? allowed = null)
    {
        var now = Files(folders);
        return now.Where(file => !before.TryGetValue(file.Key, out var old) || old != file.Value)
            .Select(file => file.Key)
            .Concat(before.Keys.Except(now.Keys))
            .FirstOrDefault(
                file => allowed is null
                    || !file.StartsWith(allowed + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    private static Dictionary<string, (long, DateTime)> Files(IEnumerable<string> folders)
    {
        var files = new Dictionary<string, (long, DateTime)>();
        var all = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (var file in folders.Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", all)).Take(MostFiles))
            files[file.FullName] = (file.Length, file.LastWriteTimeUtc);
        return files;
    }
}
