namespace RomHost.Artifacts;

/// <summary>
/// Creates and lists folders without following links: behind a symbolic link or a junction nothing is listed, removed
/// or written.
/// </summary>
internal static class RealFolder
{
    /// <summary>Returns whether a folder exists and is not a link.</summary>
    /// <param name="path">The folder.</param>
    public static bool Exists(string path) => Directory.Exists(path) && !IsLink(path);

    /// <summary>Returns whether a path is a link, wherever it leads.</summary>
    /// <param name="path">The path of a file, a folder or nothing.</param>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Returns whether a path leads into a folder, and no folder on the way is a link.</summary>
    /// <param name="root">The folder, absolute; it may be a link itself.</param>
    /// <param name="path">The path, absolute.</param>
    public static bool Contains(string root, string path)
    {
        string[] names = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
        if (names[0] is "." or ".." || Path.IsPathRooted(names[0])) return false;
        return !Enumerable.Range(1, names.Length - 1).Any(depth => IsLink(Path.Combine([root, .. names.Take(depth)])));
    }

    /// <summary>Creates a folder and its parents below a root.</summary>
    /// <param name="root">An existing folder; it may be a link itself.</param>
    /// <param name="path">The root, or a folder inside it.</param>
    /// <exception cref="LinkedFolderException">A folder below the root is a link.</exception>
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

    /// <summary>Removes a folder with its content, or only the link if it is one; also a file of that name.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be removed; the message names it.</exception>
    public static void Remove(string path)
    {
        try
        {
            if (Exists(path)) Directory.Delete(path, recursive: true); // removes links in it, but not their targets
            else if (Directory.Exists(path)) Directory.Delete(path);
            else if (File.Exists(path) || IsLink(path)) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Paths that are too long for the system cause an ArgumentException without a name.
            throw new IOException($"{path} cannot be removed, do so by hand: {e.Message}", e);
        }
    }

    /// <summary>Returns the files directly in a folder, links among them.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>Paths, in the order of their names; none where the folder does not exist or is a link.</returns>
    public static IReadOnlyList<string> Files(string path) =>
        Exists(path) ? [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)] : [];

    /// <summary>Returns the folders directly in a folder, without links.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>Paths, in the order of their names; none where the folder does not exist or is a link.</returns>
    public static IReadOnlyList<string> Folders(string path) =>
        Exists(path)
            ? [.. Directory.EnumerateDirectories(path).Where(one => !IsLink(one)).Order(StringComparer.Ordinal)]
            : [];
}
