using System.Text.Json.Nodes;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;

namespace RomHost.Selection;

/// <summary>The facts about a candidate in its record.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Message">The reason why it cannot be chosen; null if it can.</param>
/// <param name="Stack">The stack of the exception; null for none.</param>
/// <param name="Scores">The score of each training run when it was held out; NaN where there is none.</param>
internal sealed record CandidateFacts(
    CandidateStatus Status, string? Message, string? Stack, IReadOnlyList<double> Scores)
{
    private IEnumerable<double> Defined => Scores.Where(double.IsFinite);

    /// <summary>The number of runs with a score.</summary>
    public int Runs => Defined.Count();

    /// <summary>The mean score over the runs; NaN for none.</summary>
    public double Mean => Defined.DefaultIfEmpty(double.NaN).Average();

    /// <summary>The standard error of the mean, s/√n; 0 for a single run, which says nothing of it.</summary>
    public double StandardError
    {
        get
        {
            int n = Runs;
            if (n < 2) return 0;
            double mean = Mean;
            return Math.Sqrt(Defined.Sum(score => (score - mean) * (score - mean)) / (n - 1) / n);
        }
    }

    /// <summary>The facts of a candidate that could not be judged.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">The reason.</param>
    /// <param name="thrown">The exception; null for none.</param>
    public static CandidateFacts None(CandidateStatus status, string message, Exception? thrown = null) =>
        new(status, message, thrown is null ? null : PluginFailure.StackOf(thrown), []);

    /// <summary>Reads the status in a record; one that is not known has failed.</summary>
    /// <param name="facts">The facts.</param>
    public static CandidateStatus StatusIn(JsonObject facts) =>
        Enum.TryParse(facts.TextAt("status"), ignoreCase: true, out CandidateStatus status) && Enum.IsDefined(status)
            ? status
            : CandidateStatus.Failed;

    /// <summary>Converts the facts to the form of the record.</summary>
    public JsonObject ToJson() => new()
    {
        ["status"] = Status.ToString().ToLowerInvariant(),
        ["message"] = Message,
        ["stack"] = Stack,
        ["scores"] = new JsonArray(
            [.. Scores.Select(score => double.IsFinite(score) ? (JsonNode)JsonValue.Create(score) : null)]),
    };

    /// <summary>Reads the facts in a record.</summary>
    /// <param name="facts">The output of <see cref="ToJson"/>.</param>
    public static CandidateFacts FromJson(JsonObject facts) => new(
        StatusIn(facts), facts.TextAt("message"), facts.TextAt("stack"),
        [.. (facts["scores"] as JsonArray ?? []).Select(score => score.NumberAt() ?? double.NaN)]);
}
