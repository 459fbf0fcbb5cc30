namespace Rom.Forecasting.Experiments;

/// <summary>A plugin that made a saved experiment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">The digest of its folder.</param>
/// <param name="Offers">The names in a configuration of what it registers.</param>
internal sealed record SavedPlugin(string Name, string Version, string Sha256, IReadOnlyList<string> Offers);
