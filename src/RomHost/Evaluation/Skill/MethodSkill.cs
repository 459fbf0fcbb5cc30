using RomHost.Evaluation.Statistics;

namespace RomHost.Evaluation.Skill;

/// <summary>What a method's forecasts of all test runs are worth, with 95 % intervals.</summary>
/// <param name="Method">The method.</param>
/// <param name="Means">Means of scores over the runs, by score.</param>
/// <param name="Skills">Skill in R² and in RMSE, by score.</param>
/// <param name="Families">The same for the runs of each family.</param>
/// <param name="Leads">The same for the frames up to each lead.</param>
internal sealed record MethodSkill(
    ForecastMethod Method,
    IReadOnlyDictionary<Score, ScoreEstimate> Means,
    IReadOnlyDictionary<Score, ScoreEstimate> Skills,
    IReadOnlyDictionary<string, MethodSkill.Part> Families,
    IReadOnlyList<(LeadKey Lead, MethodSkill.Part Part)> Leads)
{
    /// <summary>
    /// Means and skills in R² and RMSE of a part of runs or frames; means up to leads also of scores of place.
    /// </summary>
    /// <param name="Means">Means, by score.</param>
    /// <param name="Skills">Skills, by score.</param>
    internal sealed record Part(
        IReadOnlyDictionary<Score, ScoreEstimate> Means, IReadOnlyDictionary<Score, ScoreEstimate> Skills);
}
