using System.Text.Json.Nodes;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Models;

namespace RomHost.Evaluation;

/// <summary>What the record of an evaluation says of a model's forecast of one test run.</summary>
/// <param name="Status">What became of the forecast.</param>
/// <param name="Message">Why there is none, if its code threw.</param>
/// <param name="Stack">The stack of what was thrown, if anything was.</param>
/// <param name="Scores">Its scores.</param>
internal sealed record EvaluationFacts(ModelStatus Status, string? Message, string? Stack, ForecastScores Scores)
{
    /// <summary>The facts of a forecast.</summary>
    /// <param name="result">The forecast.</param>
    /// <param name="failure">What its code threw; null for nothing.</param>
    public static EvaluationFacts Of(ForecastResult result, Exception? failure) => failure is null
        ? new(result.Finite ? ModelStatus.Ok : ModelStatus.Overflow, null, null, result.Scores)
        : new(
            ModelStatus.Failed, $"its forecast threw {PluginFailure.Describe(failure)}", PluginFailure.StackOf(failure),
            result.Scores);

    /// <summary>Reads the facts of a record.</summary>
    /// <param name="facts">What <see cref="ToJson"/> wrote.</param>
    public static EvaluationFacts FromJson(JsonObject facts) => new(
        ModelStatusText.Parse(facts.TextAt("status")), facts.TextAt("message"), facts.TextAt("stack"),
        ForecastScores.FromJson(facts["scores"]));

    /// <summary>The facts as they stand in the record.</summary>
    public JsonObject ToJson() => new()
    {
        ["status"] = Status.Text(),
        ["message"] = Message,
        ["stack"] = Stack,
        ["scores"] = Scores.ToJson(),
    };
}
