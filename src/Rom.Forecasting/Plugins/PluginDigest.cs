using System.Globalization;
using System.Text;
using Rom.Forecasting.Provenance;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// Computes the digest of a plugin's code and data: the content of its assemblies, native libraries and data files, and
/// the versions of the native libraries that it shares with other plugins.
/// </summary>
/// <remarks>
/// It is SHA-256 over a line for each file, in ordinal order, as <c>sha256sum</c> prints it: digest, two blanks,
/// relative path. Symbols (.pdb), documentation (.xml), hidden files and times of modification do not count. Shared
/// libraries are hundreds of megabytes: of them the folder's name, which holds the version, and the files' names and
/// lengths count. A linked file counts by its content. Linked folders are not entered; <see cref="PluginGate"/> refuses
/// a plugin with one.
/// </remarks>
internal static class PluginDigest
{
    /// <summary>Computes the digest.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="sharedLibraries">
    /// Names of the shared libraries that the plugin declares, such as <c>libtorch</c>.
    /// </param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public static string Of(string folder, IEnumerable<string> sharedLibraries)
    {
        var lines = new StringBuilder();
        try
        {
            foreach (string path in PluginFiles.Enumerate(folder).Where(Counts).Order(StringComparer.Ordinal))
                FileDigest.AddTo(lines, Path.Combine(folder, path), path);
            foreach (string library in sharedLibraries.Order(StringComparer.Ordinal)) AddShared(lines, folder, library);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"expected to read every file of the plugin in {folder}, to tell whether it was rebuilt: {e.Message}",
                e);
        }
        return FileDigest.OfList(lines);
    }

    private static void AddShared(StringBuilder lines, string folder, string library)
    {
        foreach (string place in Places(folder, library))
        {
            foreach (string path in PluginFiles.Enumerate(place).Order(StringComparer.Ordinal))
            {
                lines.Append(CultureInfo.InvariantCulture, $"{new FileInfo(Path.Combine(place, path)).Length}  ")
                    .Append(PluginFolder.SharedFolder).Append('/').Append(Path.GetFileName(place)).Append('/')
                    .Append(path).Append('\n');
            }
        }
    }

    // ROMHOST_LIBTORCH, for example, names another folder than the one installed with the plugins.
    private static IEnumerable<string> Places(string folder, string library)
    {
        string? named = Environment.GetEnvironmentVariable("ROMHOST_" + library.ToUpperInvariant());
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? [Path.GetFullPath(named)] : [];
        return new[]
        {
            Path.Combine(folder, PluginFolder.SharedFolder),
            Path.Combine(folder, "..", PluginFolder.SharedFolder),
        }.Where(Directory.Exists)
            .SelectMany(shared => Directory.EnumerateDirectories(shared, library + "-*").Order(StringComparer.Ordinal))
            .Take(1);
    }

    private static bool Counts(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is not (".pdb" or ".xml")
        && !path.StartsWith(PluginFolder.SharedFolder + "/", StringComparison.Ordinal)
        && !path.Split('/').Any(part => part.StartsWith('.'));
}
