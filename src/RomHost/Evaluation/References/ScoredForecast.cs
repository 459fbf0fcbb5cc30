using System.Text.Json.Nodes;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation.References;

/// <summary>The scores of a forecast of one test run.</summary>
/// <param name="Scores">The scores over all its frames; those that it lacks are NaN.</param>
/// <param name="Leads">R² and RMSE up to leads.</param>
internal sealed record ScoredForecast(ForecastScores Scores, IReadOnlyList<LeadScore> Leads)
{
    private static readonly Score[] Always =
        [Score.R2, Score.Rmse, Score.R2Lab, Score.RmseLab, Score.Horizon, Score.ClimatologyHorizon];

    /// <summary>
    /// The scores that a forecast without a model has, in the order of the columns of <c>reference_results.csv</c>.
    /// </summary>
    /// <param name="shifts">What the experiment's forecasts do with shifts.</param>
    public static IReadOnlyList<Score> Kinds(ShiftForecast shifts) =>
        shifts == ShiftForecast.None ? Always : [.. Always, Score.LabHorizon];

    /// <summary>Reads the output of <see cref="ToJson"/>.</summary>
    /// <param name="json">The scores.</param>
    public static ScoredForecast FromJson(JsonNode? json) =>
        new(ForecastScores.FromJson(json), LeadScore.FromJson(json.At("leads")));

    /// <summary>Converts the scores of a forecast without a model to the form of a record.</summary>
    public JsonObject ToJson() =>
        new([
            .. Always.Concat(double.IsNaN(Scores[Score.LabHorizon]) ? [] : [Score.LabHorizon]).Select(score =>
                KeyValuePair.Create(score.Name, JsonText.Tree(Scores[score]))),
            KeyValuePair.Create<string, JsonNode?>("leads", LeadScore.ToJson(Leads)),
        ]);
}
