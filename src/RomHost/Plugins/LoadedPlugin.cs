using Rom.Abstractions;

namespace RomHost.Plugins;

/// <summary>A plugin that is ready for use.</summary>
/// <param name="Name">Its name, which is its folder's and its assembly's.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Version">Its version.</param>
/// <param name="ContractVersion">The version of the contract it was built for.</param>
/// <param name="Sha256">SHA-256 of its main assembly, in lower-case hexadecimal digits.</param>
/// <param name="Offers">What it registered.</param>
/// <param name="Services">What its constructors may ask for.</param>
/// <param name="LoadTime">How long loading took.</param>
internal sealed record LoadedPlugin(
    string Name,
    string Path,
    string Version,
    Version ContractVersion,
    string Sha256,
    IReadOnlyList<PluginRegistration> Offers,
    IServiceProvider Services,
    TimeSpan LoadTime);
