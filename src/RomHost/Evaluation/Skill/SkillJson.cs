using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>Writes an analysis as <c>forecast_skill</c> of <c>summary.json</c> (docs/file-formats.md).</summary>
internal static class SkillJson
{
    /// <summary>Converts an analysis.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="verdict">Its verdict.</param>
    /// <param name="doubts">Reasons to doubt it.</param>
    /// <param name="judgedBy">The score that the verdict follows.</param>
    public static JsonObject Of(
        SkillAnalysis analysis, SkillVerdict verdict, IReadOnlyList<string> doubts, Score judgedBy) => new()
        {
            ["verdict"] = verdict.Sentence,
            ["judged_by"] = judgedBy.Name,
            ["best"] = JsonText.Tree(verdict.Best),
            ["doubts"] = JsonText.Tree(doubts),
            ["climatology"] = analysis.Climatology?.Name,
            ["gain"] = analysis.Gain?.ToJson(),
            ["methods"] = new JsonArray([.. analysis.Methods.Select(Of)]),
            ["comparisons"] = new JsonArray([.. analysis.Comparisons.Select(one => Of(one, analysis))]),
        };

    private static JsonObject Of(MethodSkill method)
    {
        var json = new JsonObject
        {
            ["name"] = method.Method.Name,
            ["kind"] = method.Method.Kind.ToString().ToLowerInvariant(),
        };
        foreach (var (score, mean) in method.Means) json[score.Name] = mean.ToJson();
        AddSkills(json, method.Skills);
        json["families"] = new JsonObject(
            method.Families.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, Of(one.Value))));
        json["leads"] = new JsonArray([.. method.Leads.Select(one => Of(one.Lead, one.Part))]);
        return json;
    }

    private static JsonObject Of(LeadKey lead, MethodSkill.Part part)
    {
        var json = Of(part);
        json.Insert(0, "to", lead.Time);
        if (lead.IsTrainingHorizon) json["training_horizon"] = true;
        return json;
    }

    private static JsonObject Of(MethodSkill.Part part)
    {
        var json = new JsonObject();
        foreach (var (score, mean) in part.Means) json[score.Name] = mean.ToJson();
        AddSkills(json, part.Skills);
        return json;
    }

    private static void AddSkills(JsonObject json, IReadOnlyDictionary<Score, ScoreEstimate> skills)
    {
        foreach (var (score, skill) in skills) json[$"skill_{score.Name}"] = skill.ToJson();
    }

    /// <summary>Adds the figures of a comparison.</summary>
    /// <param name="json">What is compared.</param>
    /// <param name="comparison">The comparison.</param>
    public static void AddTo(JsonObject json, ScoreComparison comparison)
    {
        json["difference"] = comparison.Difference.ToJson();
        json["p_value"] = JsonText.Tree(comparison.PValue);
        json["adjusted_p_value"] = JsonText.Tree(comparison.AdjustedPValue);
        json["verdict"] = comparison.Verdict.Text();
    }

    private static JsonObject Of(ScoreComparison comparison, SkillAnalysis analysis)
    {
        var (a, b) = (Named(comparison.A), Named(comparison.B));
        var json = new JsonObject
        {
            ["a"] = a.Name,
            ["b"] = b.Name,
            ["kind_of_b"] = b.Kind.ToString().ToLowerInvariant(),
            ["score"] = Score.R2.Name,
        };
        AddTo(json, comparison);
        return json;

        ForecastMethod Named(string key) => analysis.Methods.Select(one => one.Method).First(one => one.Key == key);
    }
}
