using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Forecasts;

/// <summary>Checks the paths of files of forecasts, before anything is computed.</summary>
internal static class ForecastPath
{
    /// <summary>The ending of an archive with densities and states.</summary>
    public const string Archive = ".npz";

    /// <summary>The ending of a table with place and order parameters.</summary>
    public const string Table = ".csv";

    /// <summary>Returns whether a path is that of a table, and refuses one that nothing can be written to.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="InvalidDataException">Its ending is unknown, or it is a folder or a pipe.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    public static bool IsTable(string path)
    {
        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending is not (Archive or Table))
            throw new InvalidDataException(
                $"expected a file that ends in {Archive} (densities and states) or {Table} (place and order "
                + $"parameters), found {Printable.Quoted(path)}; romhost forecast also writes movies, .mp4 and .gif");
        CheckPlace(path);
        return ending == Table;
    }

    /// <summary>Refuses a path that nothing can be written to.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="InvalidDataException">It is a folder or a pipe.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    public static void CheckPlace(string path)
    {
        string full = Path.GetFullPath(path);
        if (RegularFile.OtherKindOf(full) is { } kind)
            throw new InvalidDataException($"expected a file, found {kind} at {full}");
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"expected a folder for {Path.GetFileName(full)}, found no folder {folder}; create it");
    }
}
