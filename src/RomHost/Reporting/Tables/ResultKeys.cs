using RomHost.Configuration.Binding;
using RomHost.Evaluation;

namespace RomHost.Reporting.Tables;

/// <summary>The keys of values in tables of results.</summary>
internal static class ResultKeys
{
    /// <summary>The experiment's name.</summary>
    public const string Experiment = "experiment";

    /// <summary>The model's name.</summary>
    public const string Model = "model";

    /// <summary>The seed, which does not make experiments different ones.</summary>
    public const string Seed = "seed";

    /// <summary>The scores of a table for which none are named.</summary>
    public static IReadOnlyList<string> UsualMetrics { get; } = [Score.R2.Name, $"skill_{Score.R2.Name}"];

    /// <summary>Returns the scores of a table for which none are named, by what its rows have.</summary>
    /// <param name="rows">The rows.</param>
    public static IReadOnlyList<string> UsualMetricsOf(IReadOnlyList<ResultRow> rows) =>
        rows.Any(row => row[Score.R2LabHeld.Name] is not null) ? [.. UsualMetrics, Score.R2Lab.Name] : UsualMetrics;

    /// <summary>The costs in every table.</summary>
    public static IReadOnlyList<string> Costs { get; } = ["training_seconds", "step_seconds", "parameter_count"];

    /// <summary>The title of a column.</summary>
    /// <param name="key">The key.</param>
    public static string TitleOf(string key)
    {
        bool isSkill = key.StartsWith("skill_", StringComparison.Ordinal);
        string name = isSkill ? key["skill_".Length..] : key;
        if (Score.Known.FirstOrDefault(score => score.Name == name) is { } score)
            return isSkill ? score == Score.R2 ? "skill" : $"skill in {score.Title}" : score.Title;
        return key switch
        {
            "training_seconds" => "training",
            "step_seconds" => "step",
            "parameter_count" => "parameters",
            _ => key,
        };
    }

    /// <summary>Whether larger values are better: of scores with that direction, and skills.</summary>
    /// <param name="key">The key.</param>
    public static bool IsBetterHigher(string key) =>
        key.StartsWith("skill_", StringComparison.Ordinal)
        || Score.Known.Any(score => score.Name == key && score.Better == ScoreDirection.Higher);

    /// <summary>Refuses a key that no row has.</summary>
    /// <param name="key">The key.</param>
    /// <param name="option">The option of the command line that names it.</param>
    /// <param name="rows">The rows, at least one.</param>
    /// <exception cref="InvalidDataException">No row has it.</exception>
    public static void Check(string key, string option, IReadOnlyList<ResultRow> rows)
    {
        if (rows.Any(row => row[key] is not null) || UsualMetrics.Contains(key)) return;
        string[] known =
        [
            Experiment, Model, .. Score.Known.Select(score => score.Name), .. UsualMetrics, .. Costs,
            "status", "plugin",
            .. rows.SelectMany(row => row.OptionsOfModel.Keys.Concat(row.Options.Keys)).Distinct(),
        ];
        throw new InvalidDataException(
            $"{option}: expected an option, a score, or another key of the experiments' summary.json, found '{key}', "
            + $"which none of them has{NearestName.Hint(key, known)}");
    }
}
