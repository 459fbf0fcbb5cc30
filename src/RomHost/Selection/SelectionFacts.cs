using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration.Binding;
using RomHost.Evaluation;

namespace RomHost.Selection;

/// <summary>The choice between the candidates for a model's options, as its record holds it.</summary>
/// <param name="Chosen">The values of the chosen candidate by option; null where none can be used.</param>
/// <param name="Message">The reason why none can be used; null if one is chosen.</param>
/// <param name="Score">The name of the score.</param>
/// <param name="Mean">The chosen candidate's mean score over the held-out runs; NaN for none.</param>
/// <param name="StandardError">The standard error of that mean.</param>
/// <param name="Runs">The number of held-out runs with a score.</param>
/// <param name="Candidates">The number of candidates.</param>
/// <param name="Best">The candidate with the best mean, as messages name it; null for none.</param>
internal sealed record SelectionFacts(
    OrderedDictionary<string, string>? Chosen, string? Message, string Score, double Mean, double StandardError,
    int Runs, int Candidates, string? Best)
{
    /// <summary>The candidates, in the order of the configuration.</summary>
    public IReadOnlyList<TriedCandidate> Tried { get; init; } = [];

    /// <summary>Chooses.</summary>
    /// <param name="grid">The candidates.</param>
    /// <param name="facts">What became of each.</param>
    /// <param name="score">The score.</param>
    public static SelectionFacts Of(CandidateGrid grid, IReadOnlyList<CandidateFacts> facts, Score score)
    {
        TriedCandidate[] tried = [.. grid.Candidates.Zip(facts, TriedCandidate.Of)];
        string? best = OneStandardErrorRule.BestOf(facts, score.Better) is { } k ? grid.Candidates[k].Name : null;
        if (OneStandardErrorRule.Choose(facts, score.Better) is { } chosen)
        {
            var (mean, error) = (facts[chosen].Mean, facts[chosen].StandardError);
            return new(
                grid.Candidates[chosen].Values, null, score.Name, mean, error, facts[chosen].Runs, facts.Count, best)
            {
                Tried = tried,
            };
        }
        string message = $"none of its {NumberText.Count(facts.Count, "candidate")} can be used; the first, "
            + $"{grid.Candidates[0].Name}: {StatusText(facts[0].Status)}: {facts[0].Message}; {RemedyFor(facts)} "
            + "(selection.csv in the model's folder has the reason of each)";
        return new(null, message, score.Name, double.NaN, double.NaN, 0, facts.Count, null) { Tried = tried };
    }

    /// <summary>Reads the choice for a model.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="model">The model's name.</param>
    /// <returns>The choice; null where there is no whole record of one.</returns>
    public static SelectionFacts? Read(ExperimentFolder folder, string model) =>
        ArtifactRecord.Read(folder.SelectionRecord(model)) is { } record ? FromJson(record.Facts) : null;

    /// <summary>The name of a status in files and messages.</summary>
    /// <param name="status">The status.</param>
    public static string StatusText(CandidateStatus status) => status.ToString().ToLowerInvariant();

    // Of the candidates that were tried: a rule between options that one breaks is named by its own message.
    private static string RemedyFor(IReadOnlyList<CandidateFacts> facts)
    {
        CandidateStatus[] statuses = [.. facts.Select(fact => fact.Status).Where(status =>
            status != CandidateStatus.Invalid).Distinct()];
        return statuses switch
        {
            [CandidateStatus.Rejected] => "give candidates whose forecasts grow less, such as a larger penalty or a "
                + "shorter window, shorten test.duration, or raise selection.stability_margin",
            [CandidateStatus.Diverged] => "give candidates whose training stays finite, such as a larger penalty or a "
                + "smaller learning rate",
            _ => "remove the cause, or give other candidates",
        };
    }

    /// <summary>Finds the chosen candidate.</summary>
    /// <param name="grid">The candidates.</param>
    /// <returns>The candidate; null where none is chosen.</returns>
    public Candidate? In(CandidateGrid grid) =>
        Chosen is null ? null : grid.Candidates.FirstOrDefault(candidate => candidate.Values.SequenceEqual(Chosen));

    /// <summary>The choice in one line.</summary>
    public override string ToString()
    {
        if (Chosen is null) return Message ?? "";
        string name = string.Join(", ", Chosen.Select(value => $"{value.Key} {value.Value}"));
        string best = Best is null || Best == name ? "" : $"; within one standard error of the best, {Best}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"chose {name} of {NumberText.Count(Candidates, "candidate")}: {Score} {Mean:G4} ± {StandardError:G2} over "
            + $"{NumberText.Count(Runs, "held-out run")}{best}");
    }

    /// <summary>Converts the choice to the form of its record.</summary>
    public JsonObject ToJson()
    {
        var facts = ToSummary();
        facts["tried"] = new JsonArray([.. Tried.Select(candidate => candidate.ToJson())]);
        return facts;
    }

    /// <summary>Converts the choice to the form of the summary, which does not list the candidates.</summary>
    public JsonObject ToSummary() => new()
    {
        ["chosen"] = Chosen is null ? null : TriedCandidate.JsonOf(Chosen),
        ["message"] = Message,
        ["score"] = Score,
        ["mean"] = double.IsFinite(Mean) ? Mean : null,
        ["standard_error"] = double.IsFinite(StandardError) ? StandardError : null,
        ["runs"] = Runs,
        ["candidates"] = Candidates,
        ["best"] = Best,
    };

    /// <summary>Reads the facts in a record.</summary>
    /// <param name="facts">The output of <see cref="ToJson"/>.</param>
    public static SelectionFacts FromJson(JsonObject facts) => new(
        TriedCandidate.ValuesIn(facts["chosen"]),
        facts.TextAt("message"), facts.TextAt("score") ?? "", facts.NumberAt("mean") ?? double.NaN,
        facts.NumberAt("standard_error") ?? double.NaN, (int)(facts.NumberAt("runs") ?? 0),
        (int)(facts.NumberAt("candidates") ?? 0), facts.TextAt("best"))
    {
        Tried = [.. (facts["tried"] as JsonArray ?? []).OfType<JsonObject>().Select(TriedCandidate.FromJson)],
    };
}
