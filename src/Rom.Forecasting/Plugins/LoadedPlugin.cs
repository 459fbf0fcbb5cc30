using Rom.Abstractions;
using Rom.Forecasting.Provenance;

namespace Rom.Forecasting.Plugins;

/// <summary>A plugin that is ready for use.</summary>
/// <param name="Name">Its name, which is its folder's and its assembly's.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Version">Its version.</param>
/// <param name="ContractVersion">The version of the contract it was built for.</param>
/// <param name="IsOptimised">Whether its main assembly was compiled with optimisation.</param>
/// <param name="SharedLibraries">Native libraries that it shares with other plugins, by name.</param>
/// <param name="Offers">What it registered.</param>
/// <param name="Services">What its constructors may ask for.</param>
/// <param name="LoadTime">How long loading took.</param>
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

    /// <summary>The build that is loaded. The files are read at the first use.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public SoftwareBuild Build => build.Value;

    /// <summary>Whether the files are no longer those of <see cref="Build"/>.</summary>
    public bool WasRebuilt() => BuildOf(Name, Version, Path, SharedLibraries) != Build;

    private static SoftwareBuild BuildOf(string name, string version, string path, IReadOnlyList<string> sharedLibraries) =>
        new(name, version, PluginDigest.Of(path, sharedLibraries));
}
