using Rom.Forecasting.Plugins;

namespace RomHost.Pipeline;

/// <summary>Thrown when a stage cannot be completed; finished results are kept.</summary>
/// <param name="stage">The stage's name.</param>
/// <param name="cause">The reason.</param>
/// <param name="cure">The remedy, if known; it follows the cause in the message.</param>
internal sealed class StageFailedException(string stage, Exception cause, string cure = "")
    : Exception($"stage {stage} failed: {PluginFailure.Message(cause)}{cure}", cause);
