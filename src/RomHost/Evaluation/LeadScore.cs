using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation;

/// <summary>The scores of a forecast up to a lead.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="R2">Pooled R² of the frames up to it, in the aligned frame; NaN where undefined.</param>
/// <param name="Rmse">Their RMSE.</param>
internal sealed record LeadScore(Lead Lead, double R2, double Rmse)
{
    /// <summary>Pooled R² in the lab frame with the forecast shift; NaN where undefined.</summary>
    public double LabR2 { get; init; } = double.NaN;

    /// <summary>Pooled R² in the lab frame with the last known shift; NaN where undefined.</summary>
    public double HeldLabR2 { get; init; } = double.NaN;

    /// <summary>Mean distance between the forecast and the true place [length units]; NaN where undefined.</summary>
    public double PositionError { get; init; } = double.NaN;

    /// <summary>Returns the value of a score; NaN for one that is not known up to leads.</summary>
    /// <param name="score">The score.</param>
    public double this[Score score] =>
        score == Score.R2 ? R2
        : score == Score.Rmse ? Rmse
        : score == Score.R2Lab ? LabR2
        : score == Score.R2LabHeld ? HeldLabR2
        : score == Score.PositionError ? PositionError
        : double.NaN;

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
               node.NumberAt(Score.R2.Name) ?? double.NaN, node.NumberAt(Score.Rmse.Name) ?? double.NaN)
           {
               LabR2 = node.NumberAt(Score.R2Lab.Name) ?? double.NaN,
               HeldLabR2 = node.NumberAt(Score.R2LabHeld.Name) ?? double.NaN,
               PositionError = node.NumberAt(Score.PositionError.Name) ?? double.NaN,
           },
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
        AddKnown(Score.R2Lab, score.LabR2);
        AddKnown(Score.R2LabHeld, score.HeldLabR2);
        AddKnown(Score.PositionError, score.PositionError);
        if (score.Lead.IsTrainingHorizon) json["training_horizon"] = true;
        return json;

        void AddKnown(Score of, double value)
        {
            if (!double.IsNaN(value)) json[of.Name] = JsonText.Tree(value);
        }
    }
}
