using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace RomHost.Configuration.Binding;

/// <summary>Finds the files that a configuration names (<see cref="Rom.Abstractions.InputFileAttribute"/>).</summary>
/// <param name="folder">The folder for relative paths: that of the configuration file, absolute.</param>
internal sealed class InputFiles(string folder)
{
    /// <summary>Returns the files that match a path.</summary>
    /// <param name="path">
    /// A path; in its last part, * and ? stand for any characters. Hidden files are not matched.
    /// </param>
    /// <param name="problem">The reason why no file is found; else null.</param>
    /// <returns>
    /// Absolute paths in the order of their names; at most one more than an entry may have combinations.
    /// </returns>
    public IReadOnlyList<string> Find(string path, out string? problem)
    {
        problem = null;
        try
        {
            string full = Path.GetFullPath(path, folder);
            if (File.Exists(full)) return Readable([full], out problem);
            string name = Path.GetFileName(full), parent = Path.GetDirectoryName(full) ?? full;
            string[] found = HasWildcard(name) && !HasWildcard(parent) && Directory.Exists(parent)
                ? [.. Directory.EnumerateFiles(parent, name, Matching(name)).Take(InitialConditionGrid.MostPoints + 1)]
                : [];
            Array.Sort(found, StringComparer.Ordinal);
            if (found.Length == 0) problem = Absence(full, parent);
            return found.Length == 0 ? found : Readable(found, out problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = $"expected a file, found that '{Printable.Text(path)}' cannot be looked for: {e.Message}";
            return [];
        }
    }

    // Reading a pipe or a device would wait.
    private static IReadOnlyList<string> Readable(string[] paths, out string? problem)
    {
        string? other = paths.FirstOrDefault(path => RegularFile.OtherKindOf(path) is not null);
        problem = other is null
            ? null
            : $"expected a file, found {RegularFile.OtherKindOf(other)} at '{Printable.Text(other)}'; "
                + "name a file that holds the data";
        return other is null ? paths : [];
    }

    // Matches as a shell does: hidden files, such as the ._day1.csv that macOS writes to other disks, match hidden
    // patterns only.
    private static EnumerationOptions Matching(string pattern) => new()
    {
        AttributesToSkip = pattern.StartsWith('.') ? FileAttributes.None : FileAttributes.Hidden,
        MatchType = MatchType.Simple,
        IgnoreInaccessible = false,
    };

    private static bool HasWildcard(string text) => text.AsSpan().ContainsAny('*', '?');

    private static string Absence(string full, string parent)
    {
        if (Directory.Exists(full))
            return $"expected a file, found the folder '{Printable.Text(full)}'; name files in it, with * say";
        if (HasWildcard(parent))
            return "expected * and ? in the file's name only, found them in a folder's; list the folders";
        string found = Directory.Exists(parent)
            ? $"none at '{Printable.Text(full)}'"
            : $"no folder '{Printable.Text(parent)}'";
        return $"expected a file, found {found}; relative paths begin at the configuration file's folder";
    }
}
