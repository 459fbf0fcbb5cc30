using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation;

/// <summary>The values of scores, of one forecast or as means of several; NaN where undefined. Immutable.</summary>
internal sealed class ForecastScores
{
    private readonly Dictionary<Score, double> values = [];

    /// <summary>Returns the value of a score.</summary>
    /// <param name="score">The score.</param>
    public double this[Score score]
    {
        get => values.GetValueOrDefault(score, double.NaN);
        init => values[score] = value;
    }

    /// <summary>Returns NaN scores of a failed forecast.</summary>
    /// <param name="conditioning">The number of frames before it.</param>
    /// <param name="forecast">The number of frames of the failed forecast.</param>
    public static ForecastScores None(int conditioning, int forecast) => new()
    {
        [Score.ConditioningFrames] = conditioning,
        [Score.ForecastFrames] = forecast,
    };

    /// <summary>
    /// Returns the means over several forecasts. A score that is missing for one is missing in the mean, since a mean
    /// over the others would flatter the model.
    /// </summary>
    /// <param name="scores">The scores of each forecast, at least one.</param>
    public static ForecastScores MeanOf(IReadOnlyCollection<ForecastScores> scores) =>
        Of(score => scores.Average(one => one[score]));

    /// <summary>Reads the output of <see cref="ToJson"/>; missing and non-numeric values are undefined.</summary>
    /// <param name="scores">The scores by name; null for none.</param>
    public static ForecastScores FromJson(JsonNode? scores) => Of(score => scores.NumberAt(score.Name) ?? double.NaN);

    /// <summary>Returns all scores by name.</summary>
    public JsonObject ToJson() =>
        new(Score.All.Select(score => KeyValuePair.Create(score.Name, JsonText.Tree(this[score]))));

    private static ForecastScores Of(Func<Score, double> value)
    {
        var found = new ForecastScores();
        foreach (var score in Score.All) found.values[score] = value(score);
        return found;
    }
}
