namespace RomHost.Models;

/// <summary>What a training came to.</summary>
/// <param name="Facts">What its record says of the model.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record TrainingOutcome(TrainingFacts Facts, double Seconds)
{
    /// <summary>What became of the model.</summary>
    public ModelStatus Status => Facts.Status;

    /// <summary>A training that gave no model, for a reason that may lie outside the configuration.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="thrown">What was thrown.</param>
    /// <param name="seconds">How long it took.</param>
    public static TrainingOutcome Failed(string message, Exception thrown, double seconds) =>
        new(TrainingFacts.Of(ModelStatus.Failed, message, thrown), seconds);
}
