namespace Rom.Forecasting.Plugins;

/// <summary>A model was trained and saved, and cannot be loaded from what was saved.</summary>
/// <param name="cause">What its loading threw.</param>
internal sealed class ModelUnloadableException(Exception cause)
    : Exception($"it cannot be loaded again: {PluginFailure.Describe(cause)}", cause);
