using Rom.Abstractions;
using Rom.Forecasting.Provenance;

namespace Rom.Forecasting.Plugins;

/// <summary>A loaded plugin.</summary>
/// <param name="Name">Its name, equal to that of its folder and its assembly.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Version">Its version.</param>
/// <param name="ContractVersion">The contract version for which it was built.</param>
/// <param name="IsOptimised">Whether its main assembly was compiled with optimisation.</param>
/// <param name="SharedLibraries">Native libraries that it shares with other plugins, by name.</param>
/// <param name="Offers">Its registrations.</param>
/// <param name="Services">The services that its constructors may take.</param>
/// <param name="LoadTime">Duration of loading.</param>
internal sealed record LoadedPlugin(
    string Name,
    string Path,
    string Version,
    Version ContractVersion,
    bool IsOptimised,
    IReadOnlyList<string> SharedLibraries,
    IReadOnlyList<PluginRegistration> Offers,
    IServiceProvider Services,
    TimeSpan LoadTime)
{
    private readonly Lazy<SoftwareBuild> build = new(() => BuildOf(Name, Version, Path, SharedLibraries));

    /// <summary>The loaded build. The files are read at the first use.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public SoftwareBuild Build => build.Value;

    /// <summary>Returns whether the files differ from <see cref="Build"/>.</summary>
    public bool WasRebuilt() => BuildOf(Name, Version, Path, SharedLibraries) != Build;

    private static SoftwareBuild BuildOf(
        string name, string version, string path, IReadOnlyList<string> sharedLibraries) =>
        new(name, version, PluginDigest.Of(path, sharedLibraries));
}
