namespace Rom.Forecasting.Plugins;

/// <summary>A plugin cannot be loaded.</summary>
/// <param name="reason">What was expected, what was found, and the cure.</param>
/// <param name="cause">What the plugin threw, if it did.</param>
internal sealed class PluginRefusedException(string reason, Exception? cause = null) : Exception(reason, cause);
