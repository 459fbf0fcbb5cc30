namespace Rom.Forecasting.Plugins;

/// <summary>Thrown when a trained and saved model cannot be loaded again.</summary>
/// <param name="cause">The exception of its loading.</param>
internal sealed class ModelUnloadableException(Exception cause)
    : Exception($"it cannot be loaded again: {PluginFailure.Describe(cause)}", cause);
