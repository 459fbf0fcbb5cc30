using Rom.Analysis.Contests;

namespace Rom.Analysis;

/// <summary>Profiles side by side; the contract's <c>runtime_comparison.json</c>.</summary>
/// <remarks>
/// Keys are <c>B_vs_A</c> for every two models in their order, A before B: the first model, the baseline, is in the
/// first keys of all. Ratios that are not defined are NaN, written as null.
/// </remarks>
public sealed record RuntimeComparison
{
    /// <summary>The models, the baseline first.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Training time of B over that of A.</summary>
    public required IReadOnlyDictionary<string, double> TrainingTimeRatio { get; init; }

    /// <summary>How many times as fast as A a step of B is.</summary>
    public required IReadOnlyDictionary<string, double> InferenceSpeedup { get; init; }

    /// <summary>Parameter memory of B over that of A.</summary>
    public required IReadOnlyDictionary<string, double> MemoryRatio { get; init; }

    /// <summary>Number of parameters of B over that of A.</summary>
    public required IReadOnlyDictionary<string, double> ParameterRatio { get; init; }

    /// <summary>
    /// The best model by fastest_training, fastest_inference and smallest_memory, of those that did not fail; null
    /// where none has a figure, or several are tied.
    /// </summary>
    public required IReadOnlyDictionary<string, string?> Winners { get; init; }

    /// <summary>By the winners' keys: those of whom none is shown to be better than the others. One name is a winner.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Tied { get; init; }

    /// <summary>Compares profiles.</summary>
    /// <param name="profiles">At least two, the baseline first.</param>
    /// <exception cref="ArgumentException">There are fewer than two, or two of one name.</exception>
    public static RuntimeComparison Of(IReadOnlyList<RuntimeProfile> profiles) => Of(profiles, null);

    /// <summary>Compares profiles, with the verdict of paired rounds on which model's step is the fastest.</summary>
    /// <param name="profiles">At least two, the baseline first.</param>
    /// <param name="contest">The rounds; null where there were none, and the shorter mean wins.</param>
    /// <exception cref="ArgumentException">There are fewer than two profiles, or two of one name.</exception>
    public static RuntimeComparison Of(IReadOnlyList<RuntimeProfile> profiles, ContestReport? contest)
    {
        if (profiles.Count < 2)
            throw new ArgumentException($"expected at least two profiles, found {profiles.Count}", nameof(profiles));
        var names = profiles.Select(profile => profile.ModelName).ToList();
        if (names.Distinct().Count() < names.Count)
        {
            throw new ArgumentException(
                $"expected profiles of different names, found {string.Join(", ", names)}", nameof(profiles));
        }
        var best = new Dictionary<string, IReadOnlyList<string>>
        {
            ["fastest_training"] = Smallest(profiles, profile => profile.Training.TotalSeconds),
            ["fastest_inference"] = contest?.Cases.FirstOrDefault(one => one.Case == "one_step")?.Fastest
                ?? Smallest(profiles, profile => profile.Inference.SingleStep.MeanSeconds),
            ["smallest_memory"] = Smallest(profiles, profile => profile.Memory.ParameterMemoryMb),
        };
        return new RuntimeComparison
        {
            Models = names,
            TrainingTimeRatio = Ratios(profiles, profile => profile.Training.TotalSeconds),
            // Speed is the reciprocal of time: B_vs_A is A's time over B's.
            InferenceSpeedup = Ratios(profiles, profile => 1 / profile.Inference.SingleStep.MeanSeconds),
            MemoryRatio = Ratios(profiles, profile => profile.Memory.ParameterMemoryMb),
            ParameterRatio = Ratios(profiles, profile => profile.Memory.ModelParameters),
            Winners = best.ToDictionary(category => category.Key, category => category.Value is [string only] ? only : null),
            Tied = best,
        };
    }

    /// <summary>The comparison as JSON.</summary>
    public string ToJson() => AnalysisJson.Of(this);

    private static Dictionary<string, double> Ratios(
        IReadOnlyList<RuntimeProfile> profiles, Func<RuntimeProfile, double> figure)
    {
        var ratios = new Dictionary<string, double>();
        for (int a = 0; a < profiles.Count; a++)
        {
            for (int b = a + 1; b < profiles.Count; b++)
            {
                string pair = $"{profiles[b].ModelName}_vs_{profiles[a].ModelName}";
                ratios[pair] = figure(profiles[b]) / figure(profiles[a]);
            }
        }
        return ratios;
    }

    // A model that cannot forecast wins nothing, however fast it was trained.
    private static List<string> Smallest(IReadOnlyList<RuntimeProfile> profiles, Func<RuntimeProfile, double> figure)
    {
        var able = profiles.Where(profile => profile.Status == RuntimeProfile.Ok && double.IsFinite(figure(profile))).ToList();
        return [.. able.Where(profile => figure(profile) == able.Min(figure)).Select(profile => profile.ModelName)];
    }
}
