using System.Text.Json.Nodes;

namespace Rom.Forecasting.Experiments;

/// <summary>A model of a saved experiment, as the summary describes it.</summary>
/// <param name="Name">Its name, which is that of its folder.</param>
/// <param name="Plugin">The name of its kind in a configuration, such as <c>mvar</c>.</param>
/// <param name="Lag">Frames of its window; null where it was not trained.</param>
/// <param name="Status">The status of its training and its forecasts of the test runs.</param>
/// <param name="Message">The reason for a status that is not <c>ok</c>; null for none.</param>
/// <param name="Parameters">Its options, those of the host among them.</param>
/// <param name="IsIsolated">Whether it ran in a process of its own.</param>
internal sealed record SavedModel(
    string Name, string Plugin, int? Lag, string Status, string? Message, JsonObject Parameters, bool IsIsolated)
{
    /// <summary>The status of a model whose forecasts are finite.</summary>
    public const string Ok = "ok";

    /// <summary>The channels of the state that it uses; null for all.</summary>
    public IReadOnlyList<string>? Channels { get; } = Parameters["channels"] is JsonArray names
        ? [.. names.Select(name => (string)name!)]
        : null;
}
