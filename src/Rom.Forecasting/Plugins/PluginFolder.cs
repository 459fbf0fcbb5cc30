
namespace Rom.Forecasting.Plugins;

/// <summary>
/// A folder for one plugin: <c>Name/Name.dll</c> with its private dependencies or, where a user names the folder
/// itself, the output folder of a build under any name.
/// </summary>
/// <param name="Path">Absolute path.</param>
internal sealed record PluginFolder(string Path)
{
    /// <summary>
    /// Folder of native libraries that plugins share, in a plugin's folder or beside it; it may be a link.
    /// </summary>
    public const string SharedFolder = "_shared";

    private const string DependenciesEnding = ".deps.json";

    /// <summary>The environment variable with further plugin folders, separated like PATH.</summary>
    public const string PathVariable = "ROMHOST_PLUGIN_PATH";

    /// <summary>The name of the plugin and its assembly, and of the folder unless a user named the folder.</summary>
    public string Name { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>The plugin's main assembly.</summary>
    public string AssemblyPath => System.IO.Path.Combine(Path, Name + ".dll");

    /// <summary>
    /// The shared libraries of built-in plugins, with their versions, such as <c>libtorch-2.10.0</c>.
    /// </summary>
    public static IReadOnlyList<string> SharedLibraries
    {
        get
        {
            string shared = System.IO.Path.Combine(BuiltIn, SharedFolder);
            return Directory.Exists(shared)
                ? [.. Directory.EnumerateDirectories(shared).Select(path => System.IO.Path.GetFileName(path)!)
                    .Order(StringComparer.Ordinal)]
                : [];
        }
    }

    private static string BuiltIn => System.IO.Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>
    /// Returns the folders to load from: the host's own <c>plugins/</c>, then those named on the command line, then
    /// those of <see cref="PathVariable"/>. A configuration file cannot name one: a plugin is code.
    /// </summary>
    /// <param name="named">Folders from the command line: a plugin's own, or one that contains plugin folders.</param>
    /// <exception cref="DirectoryNotFoundException">A named folder does not exist.</exception>
    public static IReadOnlyList<PluginFolder> Find(IEnumerable<string> named)
    {
        string[] fromEnvironment = (Environment.GetEnvironmentVariable(PathVariable) ?? "")
            .Split(
                System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var folders = new List<PluginFolder>();
        if (Directory.Exists(BuiltIn)) folders.AddRange(Inside(BuiltIn));
        foreach (string place in named.Concat(fromEnvironment))
        {
            string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(place));
            if (!Directory.Exists(full)) throw new DirectoryNotFoundException($"no plugin folder '{place}'");
            folders.AddRange(At(full));
        }
        return [.. folders.DistinctBy(folder => folder.Path)];
    }

    private static List<PluginFolder> At(string place)
    {
        var itself = new PluginFolder(place);
        if (File.Exists(itself.AssemblyPath)) return [itself];
        var inside = Inside(place);
        if (inside.Any(folder => File.Exists(folder.AssemblyPath))) return inside;
        if (BuiltInto(place) is { } name) return [itself with { Name = name }];
        // An empty folder counts as a plugin's own, so that it is refused by name rather than ignored.
        return inside.Count == 0 ? [itself] : inside;
    }

    // A build writes Name.deps.json beside the plugin, but not beside its dependencies.
    private static string? BuiltInto(string place)
    {
        string[] names = [.. Directory.EnumerateFiles(place, "*" + DependenciesEnding)
            .Select(path => System.IO.Path.GetFileName(path)[..^DependenciesEnding.Length])
            .Where(name => File.Exists(System.IO.Path.Combine(place, name + ".dll")))];
        return names is [var only] ? only : null;
    }

    // In the order of names, so that reports do not depend on the file system. Names with '_' hold shared files of
    // plugins.
    private static List<PluginFolder> Inside(string place) =>
        [.. Directory.EnumerateDirectories(place).Order(StringComparer.Ordinal).Select(path => new PluginFolder(path))
            .Where(folder => !folder.Name.StartsWith('_') && !folder.Name.StartsWith('.'))];
}
