using System.IO.Enumeration;
using System.Text.RegularExpressions;
using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>
/// The experiments of a folder: itself, or those in it and in folders below that are no experiments. Hidden folders,
/// whose names begin with a dot, are left out, and links are not followed.
/// </summary>
/// <param name="Places">The experiments in the order of their names: <c>lag_5</c> before <c>lag_10</c>.</param>
/// <param name="Links">The number of links to folders.</param>
internal sealed partial record ExperimentSearch(IReadOnlyList<ExperimentPlace> Places, int Links)
{
    /// <summary>The levels of folders that are looked at: 1 for those in the folder itself.</summary>
    public const int Levels = 8;

    /// <summary>The most folders that are looked at.</summary>
    public const int MostFolders = 100_000;

    /// <summary>Looks for experiments.</summary>
    /// <param name="place">An experiment's folder, or a folder that holds some; it may be a link itself.</param>
    /// <param name="mostFolders">The most folders that are looked at.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It is neither, or has too many folders.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ExperimentSearch In(string place, int mostFolders = MostFolders)
    {
        var folder = new ExperimentFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)));
        if (!Directory.Exists(folder.Root))
            throw new DirectoryNotFoundException($"expected an experiment's folder, found no folder {folder.Root}");
        if (File.Exists(folder.ConfigResolved))
            return new([new(Path.GetDirectoryName(folder.Root) ?? folder.Root, folder)], 0);
        var found = new List<ExperimentPlace>();
        var level = new List<string> { folder.Root };
        int looked = 0, links = 0;
        for (int depth = 0; depth < Levels && level.Count > 0; depth++)
        {
            var next = new List<string>();
            foreach (var (path, isLink) in level.SelectMany(one => FoldersIn(one, isNamed: depth == 0)))
            {
                if (++looked > mostFolders)
                {
                    throw new InvalidDataException(
                        $"{folder.Root}: expected at most {mostFolders} folders in it and below, found more; name the "
                        + "folders of experiments");
                }
                if (isLink) links++;
                else if (new ExperimentFolder(path) is var inside && File.Exists(inside.ConfigResolved))
                    found.Add(new(folder.Root, inside));
                else next.Add(path);
            }
            level = next;
        }
        return found.Count > 0
            ? new([.. found.OrderBy(one => Padded(one.Name), StringComparer.Ordinal)], links)
            : throw new InvalidDataException(
                $"{folder.Root}: expected an experiment's folder, or one that holds some, found no "
                + $"{Path.GetFileName(folder.ConfigResolved)} in it or in a folder below; name the output root of "
                + "romhost run, or experiments in it");
    }

    private static IReadOnlyList<(string Path, bool IsLink)> FoldersIn(string folder, bool isNamed)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<(string, bool)>(
                    folder,
                    (ref FileSystemEntry entry) =>
                        (entry.ToFullPath(), (entry.Attributes & FileAttributes.ReparsePoint) != 0),
                    new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
                {
                    ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                        entry.IsDirectory && !entry.FileName.StartsWith('.'),
                },
            ];
        }
        // One below that may not be read, or was removed just now, is left out.
        catch (Exception e) when (!isNamed && (e is IOException or UnauthorizedAccessException))
        {
            return [];
        }
    }

    // With numbers of equal length, so that they have the order of their values.
    private static string Padded(string name) => Digits().Replace(name, number => number.Value.PadLeft(20, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
