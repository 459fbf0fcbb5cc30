using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation;

/// <summary>The scores of a forecast up to a lead.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="R2">Pooled R² of the frames up to it, in the aligned frame; NaN where undefined.</param>
/// <param name="Rmse">Their RMSE.</param>
internal sealed record LeadScore(Lead Lead, double R2, double Rmse)
{
    /// <summary>Returns the scores of a forecast at some leads.</summary>
    /// <param name="curve">The forecast.</param>
    /// <param name="leads">The leads.</param>
    public static IReadOnlyList<LeadScore> Of(ErrorCurve curve, IReadOnlyList<Lead> leads) =>
        [.. leads.Select(lead => new LeadScore(lead, curve.R2(lead.Frames), curve.Rmse(lead.Frames)))];

    /// <summary>Reads scores in the form of a record; malformed entries are left out.</summary>
    /// <param name="scores">The scores.</param>
    public static IReadOnlyList<LeadScore> FromJson(JsonNode? scores) =>
    [
        .. from node in scores as JsonArray ?? []
           let time = node.NumberAt("to")
           let frames = node.NumberAt("frames")
           where time is not null && frames is not null
           select new LeadScore(
               new Lead((double)time, (int)frames, node.At("training_horizon") is not null),
               node.NumberAt(Score.R2.Name) ?? double.NaN, node.NumberAt(Score.Rmse.Name) ?? double.NaN),
    ];

    /// <summary>Converts scores to the form of a record.</summary>
    /// <param name="scores">The scores.</param>
    public static JsonArray ToJson(IEnumerable<LeadScore> scores) => new([.. scores.Select(ToJson)]);

    private static JsonObject ToJson(LeadScore score)
    {
        var json = new JsonObject
        {
            ["to"] = score.Lead.Time,
            ["frames"] = score.Lead.Frames,
            [Score.R2.Name] = JsonText.Tree(score.R2),
            [Score.Rmse.Name] = JsonText.Tree(score.Rmse),
        };
        if (score.Lead.IsTrainingHorizon) json["training_horizon"] = true;
        return json;
    }
}
