using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation;

/// <summary>The values of scores: of one forecast, or the means of several; NaN where a score is not defined. Immutable.</summary>
internal sealed class ForecastScores
{
    private readonly Dictionary<Score, double> values = [];

    /// <summary>The value of a score.</summary>
    /// <param name="score">The score.</param>
    public double this[Score score]
    {
        get => values.GetValueOrDefault(score, double.NaN);
        init => values[score] = value;
    }

    /// <summary>The scores of a forecast that there is none of.</summary>
    /// <param name="conditioning">Frames before it.</param>
    /// <param name="forecast">Frames that it would have had.</param>
    public static ForecastScores None(int conditioning, int forecast) => new()
    {
        [Score.ConditioningFrames] = conditioning,
        [Score.ForecastFrames] = forecast,
    };

    /// <summary>
    /// The means over several forecasts. A score that is missing for one is missing in the mean: a mean over the others
    /// would flatter the model.
    /// </summary>
    /// <param name="scores">The scores of each, at least one.</param>
    public static ForecastScores MeanOf(IReadOnlyCollection<ForecastScores> scores) =>
        Of(score => scores.Average(one => one[score]));

    /// <summary>Reads what <see cref="ToJson"/> wrote; what is absent or no number is not defined.</summary>
    /// <param name="scores">The scores by their names; null for none.</param>
    public static ForecastScores FromJson(JsonNode? scores) => Of(score => scores.NumberAt(score.Name) ?? double.NaN);

    /// <summary>Every score by its name.</summary>
    public JsonObject ToJson() =>
        new(Score.All.Select(score => KeyValuePair.Create(score.Name, JsonText.Tree(this[score]))));

    private static ForecastScores Of(Func<Score, double> value)
    {
        var found = new ForecastScores();
        foreach (var score in Score.All) found.values[score] = value(score);
        return found;
    }
}
