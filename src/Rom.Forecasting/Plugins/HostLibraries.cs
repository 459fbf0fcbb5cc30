namespace Rom.Forecasting.Plugins;

/// <summary>The assemblies that a plugin takes from the host in place of its own copies.</summary>
internal static class HostLibraries
{
    // Paths of the assemblies of runtime and host, by simple name.
    private static readonly Dictionary<string, string> Paths =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path))
            .ToDictionary(same => same.Key, same => same.First());

    /// <summary>Returns whether the runtime or the host has an assembly.</summary>
    /// <param name="name">Simple name of the assembly.</param>
    public static bool Have(string name) => Paths.ContainsKey(name);

    /// <summary>
    /// Returns the names of the assemblies that a plugin takes from the host: those that all plugins share
    /// (<see cref="PluginGate.IsShared"/>), and the copies in its folder, if each is the same build as the host's.
    /// </summary>
    /// <remarks>
    /// An assembly is compiled anew in every load context. One other build among the copies keeps all of them private:
    /// the others may need it.
    /// </remarks>
    /// <param name="folder">The plugin's folder.</param>
    /// <exception cref="PluginRefusedException">A copy is not a .NET assembly.</exception>
    public static IEnumerable<string> SharedWith(PluginFolder folder)
    {
        string[] copies =
        [
            .. Directory.EnumerateFiles(folder.Path, "*.dll").Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Where(name => Have(name) && !PluginGate.IsShared(name)),
        ];
        bool isSame = copies.All(name => PluginMetadata.Read(Path.Combine(folder.Path, name + ".dll")).ModuleVersion
            == PluginMetadata.Read(Paths[name]).ModuleVersion);
        return Paths.Keys.Where(PluginGate.IsShared).Concat(isSame ? copies : []);
    }
}
