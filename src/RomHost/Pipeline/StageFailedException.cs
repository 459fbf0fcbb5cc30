namespace RomHost.Pipeline;

/// <summary>A stage could not be completed; what was finished before stays.</summary>
/// <param name="stage">The stage's name.</param>
/// <param name="cause">Why.</param>
internal sealed class StageFailedException(string stage, Exception cause)
    : Exception($"stage {stage} failed: {cause.Message}", cause);
