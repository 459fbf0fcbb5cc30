namespace RomHost.Artifacts;

/// <summary>
/// Makes and lists folders without following links: behind a symbolic link or a junction nothing is listed, removed or written.
/// </summary>
internal static class RealFolder
{
    /// <summary>Whether there is a folder, and not a link to one.</summary>
    /// <param name="path">The folder.</param>
    public static bool Exists(string path) => Directory.Exists(path) && !IsLink(path);

    /// <summary>Whether a path is that of a link, wherever it leads.</summary>
    /// <param name="path">The path of a file, a folder or nothing.</param>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Makes a folder and those between it and a root.</summary>
    /// <param name="root">A folder that is there; it may be a link itself.</param>
    /// <param name="path">The root, or a folder inside it.</param>
    /// <exception cref="LinkedFolderException">One of them, below the root, is a link.</exception>
    public static void Create(string root, string path)
    {
        string made = root;
        foreach (string name in Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar))
        {
            made = Path.Combine(made, name);
            if (name != "." && IsLink(made)) throw new LinkedFolderException(made);
            Directory.CreateDirectory(made);
        }
    }

    /// <summary>Removes a folder with what is in it; of a link only the link. A file of its name goes too.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be removed; the message names it.</exception>
    public static void Remove(string path)
    {
        try
        {
            if (Exists(path)) Directory.Delete(path, recursive: true); // removes links in it, and nothing behind them
            else if (Directory.Exists(path)) Directory.Delete(path);
            else if (File.Exists(path) || IsLink(path)) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Paths that are too long for the system are an ArgumentException without a name.
            throw new IOException($"{path} cannot be removed, do so by hand: {e.Message}", e);
        }
    }

    /// <summary>The files directly in a folder; links are among them.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>Paths, in the order of their names; none where there is no folder, or a link to one.</returns>
    public static IReadOnlyList<string> Files(string path) =>
        Exists(path) ? [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)] : [];

    /// <summary>The folders directly in a folder, without links to folders.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>Paths, in the order of their names; none where there is no folder, or a link to one.</returns>
    public static IReadOnlyList<string> Folders(string path) =>
        Exists(path) ? [.. Directory.EnumerateDirectories(path).Where(one => !IsLink(one)).Order(StringComparer.Ordinal)] : [];
}
