using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Dashboard;

/// <summary>Opens files of an experiment; links are not followed, wherever they lead.</summary>
internal static class InsideFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="path">The file, absolute, made from the names of what was found in the folder.</param>
    /// <returns>The file; null where there is none, or a link on the way to it.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream? Open(ExperimentFolder folder, string path)
    {
        if (!Exists(folder, path)) return null;
        try
        {
            return RegularFile.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // it was removed just now
        }
    }

    /// <summary>Returns whether a file is there, and no link on the way to it.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="path">The file, absolute.</param>
    public static bool Exists(ExperimentFolder folder, string path) =>
        RealFolder.Contains(folder.Root, path) && !RealFolder.IsLink(path) && File.Exists(path);
}
