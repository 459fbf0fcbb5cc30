using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation.Ensembles;

/// <summary>The scores of one quantity over the scored frames up to a lead.</summary>
/// <param name="To">The lead [time units after the last known frame]; 0 for the whole forecast.</param>
/// <param name="Frames">The number of scored frames.</param>
/// <param name="IsTrainingHorizon">Whether it is where the training runs end.</param>
/// <param name="Values">The scores, in the order of <see cref="EnsembleScore.All"/>; NaN where undefined.</param>
internal sealed record LeadScores(double To, int Frames, bool IsTrainingHorizon, IReadOnlyList<double> Values)
{
    private const string RankKey = "rank";

    private static readonly Dictionary<Score, int> Places =
        EnsembleScore.All.Index().ToDictionary(one => one.Item, one => one.Index);

    /// <summary>The lead and the number of scored frames up to it.</summary>
    public Lead Lead => new(To, Frames, IsTrainingHorizon);

    /// <summary>
    /// The tenth, from 0, of the rank of one truth among the members at the last of these frames; null where unknown.
    /// One of a run, so that those of several runs are independent. Its component is drawn.
    /// </summary>
    public int? Rank { get; init; }

    /// <summary>Returns the value of a score; NaN where undefined.</summary>
    /// <param name="score">One of <see cref="EnsembleScore.All"/>.</param>
    public double this[Score score] => Values[Places[score]];

    /// <summary>Reads the output of <see cref="AddTo"/>; missing values are undefined.</summary>
    /// <param name="json">The scores.</param>
    /// <param name="to">The lead.</param>
    public static LeadScores FromJson(JsonNode? json, double to) => new(
        to, (int)(json.NumberAt("frames") ?? 0), json.At("training_horizon") is not null,
        [.. EnsembleScore.All.Select(score => json.NumberAt(score.Name) ?? double.NaN)])
    {
        Rank = (int?)json.NumberAt(RankKey),
    };

    /// <summary>Adds the scores to an object of a record.</summary>
    /// <param name="json">The object.</param>
    public void AddTo(JsonObject json)
    {
        json["frames"] = Frames;
        foreach (var score in EnsembleScore.All) json[score.Name] = JsonText.Tree(this[score]);
        if (Rank is { } rank) json[RankKey] = rank;
    }
}
