using System.IO.Enumeration;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// Enumerates the files of a plugin's folder or of a shared library's, without entering linked folders: a link to
/// <c>/</c> would enumerate the disk.
/// </summary>
internal static class PluginFiles
{
    private const int Deepest = 16;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Deepest,
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
    };

    /// <summary>Enumerates the files.</summary>
    /// <param name="folder">The folder; it may be a link itself.</param>
    /// <returns>Relative paths with '/' on every system, in no order.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IEnumerable<string> Enumerate(string folder) => new FileSystemEnumerable<string>(
        folder, (ref FileSystemEntry entry) =>
            Path.GetRelativePath(folder, entry.ToFullPath()).Replace(Path.DirectorySeparatorChar, '/'), Everything)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
    };

    /// <summary>
    /// Finds the first linked folder, in ordinal order, or null; <see cref="PluginFolder.SharedFolder"/> may be one.
    /// </summary>
    /// <param name="folder">The folder; it may be a link itself.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static string? FindLinkedFolder(string folder) => new FileSystemEnumerable<string>(
        folder, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.IsDirectory && IsLink(ref entry),
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
    }.Order(StringComparer.Ordinal)
        .FirstOrDefault(link => link != Path.Combine(Path.GetFullPath(folder), PluginFolder.SharedFolder));

    // Some reparse points of Windows are no links.
    private static bool IsLink(ref FileSystemEntry entry) =>
        entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
            && new FileInfo(entry.ToFullPath()).LinkTarget is not null;
}
