using System.Text.Json.Nodes;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Models;

namespace RomHost.Evaluation;

/// <summary>The facts about a model's forecast of one test run, in the record of the evaluation.</summary>
/// <param name="Status">The status of the forecast.</param>
/// <param name="Message">The reason for having no forecast; null if there is one.</param>
/// <param name="Stack">The stack of the exception; null for none.</param>
/// <param name="Scores">The scores.</param>
/// <param name="Leads">R² and RMSE up to leads.</param>
internal sealed record EvaluationFacts(
    ModelStatus Status, string? Message, string? Stack, ForecastScores Scores, IReadOnlyList<LeadScore> Leads)
{
    /// <summary>
    /// The first forecast step whose state is far beyond those of all training runs, from 0; null for none.
    /// </summary>
    public int? FirstBeyond { get; init; }

    /// <summary>The reason for having no scores of a forecast that left the finite numbers.</summary>
    public const string Overflow =
        "expected finite states, found a forecast that overflows: the model is unstable; give it a larger penalty or a "
        + "shorter window, or let it be chosen among candidates (docs/selection.md), which rejects such options";

    /// <summary>Returns the facts about a forecast.</summary>
    /// <param name="result">The forecast.</param>
    /// <param name="failure">The exception of the model's code; null for none.</param>
    public static EvaluationFacts Of(ForecastResult result, Exception? failure) => failure is null
        ? new(
            result.Finite ? ModelStatus.Ok : ModelStatus.Overflow, result.Finite ? null : Overflow, null, result.Scores,
            result.Leads)
        {
            FirstBeyond = result.FirstBeyond,
        }
        : new(
            ModelStatus.Failed, $"its forecast threw {PluginFailure.Describe(failure)}", PluginFailure.StackOf(failure),
            result.Scores, []);

    /// <summary>Returns the facts about a forecast that was not made.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="conditioning">The number of frames before its start.</param>
    /// <param name="forecast">The number of its frames.</param>
    public static EvaluationFacts None(string reason, int conditioning, int forecast) =>
        new(ModelStatus.Failed, reason, null, ForecastScores.None(conditioning, forecast), []);

    /// <summary>Reads the facts in a record.</summary>
    /// <param name="facts">The output of <see cref="ToJson"/>.</param>
    /// <exception cref="FormatException">It has another form.</exception>
    public static EvaluationFacts FromJson(JsonObject facts) => new(
        ModelStatusText.Parse(facts.TextAt("status")), facts.TextAt("message"), facts.TextAt("stack"),
        ForecastScores.FromJson(facts["scores"] as JsonObject ?? throw new FormatException("expected scores")),
        LeadScore.FromJson(facts["leads"]))
    {
        FirstBeyond = (int?)facts.NumberAt("first_beyond"),
    };

    /// <summary>Converts the facts to the form of the record.</summary>
    public JsonObject ToJson() => new()
    {
        ["status"] = Status.Text(),
        ["message"] = Message,
        ["stack"] = Stack,
        ["scores"] = Scores.ToJson(),
        ["leads"] = LeadScore.ToJson(Leads),
        ["first_beyond"] = FirstBeyond,
    };
}
