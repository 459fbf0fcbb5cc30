using Rom.Forecasting.Plugins;

namespace RomHost.Pipeline;

/// <summary>A stage could not be completed; what was finished before stays.</summary>
/// <param name="stage">The stage's name.</param>
/// <param name="cause">Why.</param>
/// <param name="cure">What to do about it, if that is known; it follows the cause in the message.</param>
internal sealed class StageFailedException(string stage, Exception cause, string cure = "")
    : Exception($"stage {stage} failed: {PluginFailure.Message(cause)}{cure}", cause);
