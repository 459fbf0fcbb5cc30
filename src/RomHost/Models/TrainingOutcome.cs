using System.Text.Json.Nodes;

namespace RomHost.Models;

/// <summary>What a training came to.</summary>
/// <param name="Status">What became of the model.</param>
/// <param name="Facts">What its record holds.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record TrainingOutcome(ModelStatus Status, JsonObject Facts, double Seconds)
{
    /// <summary>A training that gave no model, for a reason that may lie outside the configuration.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="thrown">What was thrown.</param>
    /// <param name="seconds">How long it took.</param>
    public static TrainingOutcome Failed(string message, Exception thrown, double seconds) =>
        new(ModelStatus.Failed, TrainedModel.FactsOf(ModelStatus.Failed, message, thrown), seconds);
}
