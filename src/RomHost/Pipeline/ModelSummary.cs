using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;

namespace RomHost.Pipeline;

/// <summary>A model's part of a summary; missing and malformed values are null.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Status">The model's status.</param>
/// <param name="Message">The reason for a status that is not <c>ok</c>.</param>
/// <param name="Scores">Means over the test runs.</param>
/// <param name="TrainingSeconds">Training time: the median of repeated trainings, if there were any.</param>
/// <param name="StepSeconds">
/// Median time of one step: from the comparison if there was one, else from the profile.
/// </param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="Notes">Reasons to doubt its times.</param>
internal sealed record ModelSummary(
    string Name, string? Status, string? Message, ForecastScores Scores, double? TrainingSeconds, double? StepSeconds,
    long? Parameters, IReadOnlyList<string> Notes)
{
    /// <summary>
    /// The experiment in which the training was timed, from which the model was taken; null for this one.
    /// </summary>
    public string? TrainingLinkedFrom { get; init; }

    /// <summary>Mean over the test runs of the pooled R²; null where it is not defined.</summary>
    public double? R2 => Scores[Score.R2] is var r2 && double.IsFinite(r2) ? r2 : null;

    /// <summary>The same in the lab frame, where shifts are held or forecast; null elsewhere.</summary>
    public double? R2Lab => double.IsFinite(Scores[Score.R2LabHeld]) ? Scores[Score.R2Lab] : null;

    /// <summary>Reads a model's part of a summary.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="entry">Its part.</param>
    public static ModelSummary FromJson(string name, JsonNode? entry) => new(
        name, entry.TextAt("status"), entry.TextAt("message"), ForecastScores.FromJson(entry.At("test_metrics")),
        entry.NumberAt("training_seconds"), entry.NumberAt("step_seconds"), (long?)entry.NumberAt("parameter_count"),
        [.. (entry.At("notes") as JsonArray ?? []).Select(note => note.TextAt()).OfType<string>()])
    {
        TrainingLinkedFrom = entry.TextAt("training_linked_from"),
    };
}
