namespace RomHost.Plugins;

/// <summary>A folder that should hold one plugin: <c>Name/Name.dll</c> with its private dependencies beside it.</summary>
/// <param name="Path">Absolute path.</param>
internal sealed record PluginFolder(string Path)
{
    /// <summary>The environment variable that names further places of plugins, separated like PATH.</summary>
    public const string PathVariable = "ROMHOST_PLUGIN_PATH";

    /// <summary>The plugin's name, which is the folder's.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The plugin's main assembly.</summary>
    public string AssemblyPath => System.IO.Path.Combine(Path, Name + ".dll");

    /// <summary>The libraries that built-in plugins share, with their versions: <c>libtorch-2.10.0</c>, say.</summary>
    public static IReadOnlyList<string> SharedLibraries
    {
        get
        {
            string shared = System.IO.Path.Combine(BuiltIn, "_shared");
            return Directory.Exists(shared) ? [.. Directory.EnumerateDirectories(shared).Select(path => System.IO.Path.GetFileName(path)!).Order(StringComparer.Ordinal)] : [];
        }
    }

    private static string BuiltIn => System.IO.Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>
    /// The folders to load from: the host's own <c>plugins/</c>, then those named on the command line, then those of
    /// <see cref="PathVariable"/>. A configuration file cannot name one: a plugin is code.
    /// </summary>
    /// <param name="named">Folders from the command line: a plugin's own, or one that holds plugin folders.</param>
    /// <exception cref="DirectoryNotFoundException">A named folder does not exist.</exception>
    public static IReadOnlyList<PluginFolder> Find(IEnumerable<string> named)
    {
        string[] fromEnvironment = (Environment.GetEnvironmentVariable(PathVariable) ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var folders = new List<PluginFolder>();
        if (Directory.Exists(BuiltIn)) folders.AddRange(Inside(BuiltIn));
        foreach (string place in named.Concat(fromEnvironment))
        {
            string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(place));
            if (!Directory.Exists(full)) throw new DirectoryNotFoundException($"no plugin folder '{place}'");
            var itself = new PluginFolder(full);
            var inside = Inside(full);
            // An empty folder is taken for a plugin's own, so that it is refused by name rather than passed over.
            folders.AddRange(File.Exists(itself.AssemblyPath) || inside.Count == 0 ? [itself] : inside);
        }
        return [.. folders.DistinctBy(folder => folder.Path)];
    }

    // In the order of names, so that no report depends on how a disk lists them. Names with '_' hold what plugins share.
    private static List<PluginFolder> Inside(string place) =>
        [.. Directory.EnumerateDirectories(place).Order(StringComparer.Ordinal).Select(path => new PluginFolder(path))
            .Where(folder => !folder.Name.StartsWith('_') && !folder.Name.StartsWith('.'))];
}
