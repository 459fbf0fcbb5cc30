namespace RomHost.Plugins;

/// <summary>A plugin that was not loaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Reason">Why, and the cure.</param>
internal sealed record RefusedPlugin(string Name, string Path, string Reason);
