using System.Text.Json.Nodes;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Models;

namespace RomHost.Evaluation.Ensembles;

/// <summary>The facts about an ensemble forecast of one test run, in its record.</summary>
/// <param name="Status">
/// The status: <c>ok</c>, <c>overflow</c> where too many members diverged, <c>failed</c> where there is none.
/// </param>
/// <param name="Message">The reason for having no scores; null if there are some.</param>
/// <param name="Stack">The stack of the exception; null for none.</param>
/// <param name="Source">What made the members; null where nothing did.</param>
/// <param name="Members">The number of members that were forecast.</param>
/// <param name="Diverged">The number of those that are not finite, and are left out.</param>
/// <param name="Quantities">The scores of each quantity.</param>
internal sealed record EnsembleFacts(
    ModelStatus Status, string? Message, string? Stack, string? Source, int Members, int Diverged,
    IReadOnlyList<QuantityScores> Quantities)
{
    /// <summary>The source of an ensemble of training states, which needs no model.</summary>
    public const string ClimatologySource = "climatology";

    /// <summary>The source of an ensemble of the run's replicas.</summary>
    public const string ReplicaSource = "replicas";

    /// <summary>Returns the facts about an ensemble of which too many members diverged.</summary>
    /// <param name="source">What made the members.</param>
    /// <param name="members">Their number.</param>
    /// <param name="diverged">The number of those that diverged.</param>
    public static EnsembleFacts Overflow(string source, int members, int diverged) => new(
        ModelStatus.Overflow,
        $"expected at most {StateRange.MostDiverged:P0} of members that diverge, found {diverged} of {members}: the "
        + "model is unstable under noise; give it a larger penalty, or choose evaluation.ensemble.kind: dressing",
        null, source, members, diverged, []);

    /// <summary>Returns the facts about an ensemble that was not made.</summary>
    /// <param name="failure">The reason.</param>
    public static EnsembleFacts Failed(Exception failure) => new(
        ModelStatus.Failed,
        failure is InvalidDataException or ArgumentException
            ? PluginFailure.Message(failure)
            : $"its ensemble threw {PluginFailure.Describe(failure)}",
        PluginFailure.StackOf(failure), null, 0, 0, []);

    /// <summary>Returns the facts about an ensemble that was lost.</summary>
    /// <param name="reason">The reason.</param>
    public static EnsembleFacts None(string reason) => new(ModelStatus.Failed, reason, null, null, 0, 0, []);

    /// <summary>Returns the scores of a quantity; null where it was not scored.</summary>
    /// <param name="quantity">One of <see cref="Quantity"/>.</param>
    public QuantityScores? Of(string quantity) => Quantities.FirstOrDefault(one => one.Name == quantity);

    /// <summary>Reads the facts in a record.</summary>
    /// <param name="facts">The output of <see cref="ToJson"/>.</param>
    /// <exception cref="FormatException">They have another form.</exception>
    public static EnsembleFacts FromJson(JsonObject facts) => new(
        ModelStatusText.Parse(facts.TextAt("status")), facts.TextAt("message"), facts.TextAt("stack"),
        facts.TextAt("source"), (int)(facts.NumberAt("members") ?? 0), (int)(facts.NumberAt("diverged") ?? 0),
        [.. (facts["quantities"] as JsonArray ?? throw new FormatException("expected quantities"))
            .Select(QuantityScores.FromJson)]);

    /// <summary>Converts the facts to the form of the record.</summary>
    public JsonObject ToJson() => new()
    {
        ["status"] = Status.Text(),
        ["message"] = Message,
        ["stack"] = Stack,
        ["source"] = Source,
        ["members"] = Members,
        ["diverged"] = Diverged,
        ["quantities"] = new JsonArray([.. Quantities.Select(one => one.ToJson())]),
    };
}
