namespace Rom.Forecasting.Plugins;

/// <summary>Thrown when a plugin cannot be loaded.</summary>
/// <param name="reason">The expected and the found value, and the remedy.</param>
/// <param name="cause">The plugin's exception, if any.</param>
public sealed class PluginRefusedException(string reason, Exception? cause = null) : Exception(reason, cause);
