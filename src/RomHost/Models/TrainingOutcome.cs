namespace RomHost.Models;

/// <summary>The outcome of a training.</summary>
/// <param name="Facts">The facts for the record.</param>
/// <param name="Seconds">Training time [s].</param>
internal sealed record TrainingOutcome(TrainingFacts Facts, double Seconds)
{
    /// <summary>The status of the model.</summary>
    public ModelStatus Status => Facts.Status;

    /// <summary>
    /// Creates the outcome of a training without a model, for a reason that may be outside the configuration.
    /// </summary>
    /// <param name="message">The reason.</param>
    /// <param name="thrown">The exception.</param>
    /// <param name="seconds">Training time [s].</param>
    public static TrainingOutcome Failed(string message, Exception thrown, double seconds) =>
        new(TrainingFacts.Of(ModelStatus.Failed, message, thrown), seconds);
}
