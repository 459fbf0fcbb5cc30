using System.Globalization;
using System.Text;

namespace Rom.Forecasting.Provenance;

/// <summary>
/// Digest of what a plugin computes with: the content of its assemblies, native libraries and data files, and the versions of
/// the native libraries that it shares with other plugins.
/// </summary>
/// <remarks>
/// It is SHA-256 over a line for each file, in ordinal order, as <c>sha256sum</c> prints it: digest, two blanks, relative path.
/// Symbols (.pdb), documentation (.xml), hidden files and times of modification do not count. Shared libraries are hundreds of
/// megabytes: of them the folder's name, which holds the version, and the files' names and lengths count.
/// </remarks>
internal static class PluginDigest
{
    /// <summary>The folder, in a plugin's own or beside it, of native libraries that plugins share.</summary>
    private const string SharedFolder = "_shared";

    private const int Deepest = 16;

    /// <summary>Computes the digest.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="sharedLibraries">Names of the shared libraries that the plugin declares: <c>libtorch</c>, say.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public static string Of(string folder, IEnumerable<string> sharedLibraries)
    {
        var lines = new StringBuilder();
        try
        {
            foreach (string path in Files(folder).Where(Counts).Order(StringComparer.Ordinal))
                FileDigest.AddTo(lines, Path.Combine(folder, path), path);
            foreach (string library in sharedLibraries.Order(StringComparer.Ordinal)) AddShared(lines, folder, library);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"expected to read every file of the plugin in {folder}, to tell whether it was rebuilt: {e.Message}", e);
        }
        return FileDigest.OfList(lines);
    }

    private static void AddShared(StringBuilder lines, string folder, string library)
    {
        foreach (string place in Places(folder, library))
        {
            foreach (string path in Files(place).Order(StringComparer.Ordinal))
            {
                lines.Append(CultureInfo.InvariantCulture, $"{new FileInfo(Path.Combine(place, path)).Length}  ")
                    .Append(SharedFolder).Append('/').Append(Path.GetFileName(place)).Append('/').Append(path).Append('\n');
            }
        }
    }

    // ROMHOST_LIBTORCH, say, names another folder than those that are laid out with the plugins.
    private static IEnumerable<string> Places(string folder, string library)
    {
        string? named = Environment.GetEnvironmentVariable("ROMHOST_" + library.ToUpperInvariant());
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? [Path.GetFullPath(named)] : [];
        return new[] { Path.Combine(folder, SharedFolder), Path.Combine(folder, "..", SharedFolder) }.Where(Directory.Exists)
            .SelectMany(shared => Directory.EnumerateDirectories(shared, library + "-*").Order(StringComparer.Ordinal)).Take(1);
    }

    // Relative paths with '/', on every system.
    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = Deepest,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        })
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));

    private static bool Counts(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is not (".pdb" or ".xml")
        && !path.StartsWith(SharedFolder + "/", StringComparison.Ordinal)
        && !path.Split('/').Any(part => part.StartsWith('.'));
}
