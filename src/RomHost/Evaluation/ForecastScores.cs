using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation;

/// <summary>The values of scores, of one forecast or as means of several; NaN where undefined. Immutable.</summary>
internal sealed class ForecastScores
{
    private readonly Dictionary<Score, double> values = [];

    /// <summary>Creates scores that are still undefined.</summary>
    /// <param name="values">Some of their values; null for none.</param>
    public ForecastScores(IReadOnlyDictionary<Score, double>? values = null)
    {
        if (values is not null) this.values = new(values);
    }

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
        Of(
            score => scores.Any(one => one.values.ContainsKey(score)),
            score => scores.Average(one => one[score]));

    /// <summary>Reads the output of <see cref="ToJson"/>; missing and non-numeric values are undefined.</summary>
    /// <param name="scores">The scores by name; null for none.</param>
    public static ForecastScores FromJson(JsonNode? scores) => Of(
        score => scores is JsonObject found && found.ContainsKey(score.Name),
        score => scores.NumberAt(score.Name) ?? double.NaN);

    /// <summary>Returns all scores by name; those of forecast shifts only where they are known.</summary>
    public JsonObject ToJson() =>
        new(Score.All.Concat(Score.OfForecastShift.Where(values.ContainsKey))
            .Select(score => KeyValuePair.Create(score.Name, JsonText.Tree(this[score]))));

    private static ForecastScores Of(Func<Score, bool> isKnown, Func<Score, double> value)
    {
        var found = new ForecastScores();
        foreach (var score in Score.All.Concat(Score.OfForecastShift.Where(isKnown)))
            found.values[score] = value(score);
        return found;
    }
}
