using Rom.Analysis.Contests;

namespace Rom.Analysis;

/// <summary>Compares profiles side by side (the contract's <c>runtime_comparison.json</c>).</summary>
/// <remarks>
/// Keys are <c>B_vs_A</c> for every two models in their order, A before B: the first keys have the first model, the
/// baseline, as A. Undefined ratios are NaN, written as null.
/// </remarks>
public sealed record RuntimeComparison
{
    /// <summary>The models, the baseline first.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>
    /// Training time of B over that of A: from paired rounds where trainings were repeated, else from one training
    /// each.
    /// </summary>
    public required IReadOnlyDictionary<string, double> TrainingTimeRatio { get; init; }

    /// <summary>Step time of A over that of B: from paired rounds where there were any, else from medians.</summary>
    public required IReadOnlyDictionary<string, double> InferenceSpeedup { get; init; }

    /// <summary>Parameter memory of B over that of A.</summary>
    public required IReadOnlyDictionary<string, double> MemoryRatio { get; init; }

    /// <summary>Number of parameters of B over that of A.</summary>
    public required IReadOnlyDictionary<string, double> ParameterRatio { get; init; }

    /// <summary>
    /// The best of the models that did not fail, by fastest_training, fastest_inference and smallest_memory; null where
    /// there is no figure, several models are tied, or times do not come from paired rounds of two models or more.
    /// </summary>
    public required IReadOnlyDictionary<string, string?> Winners { get; init; }

    /// <summary>The tied best models, by the winners' keys. A model that was timed alone is no winner.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Tied { get; init; }

    /// <summary>
    /// Compares profiles that were taken one after the other. Their times name no winner: they include the changes of
    /// the machine in between, and a single training is one observation.
    /// </summary>
    /// <param name="profiles">At least two, the baseline first.</param>
    /// <exception cref="ArgumentException">There are fewer than two, or two of the same name.</exception>
    public static RuntimeComparison Of(IReadOnlyList<RuntimeProfile> profiles) => Of(profiles, null);

    /// <summary>
    /// Compares profiles; where there are paired rounds, times come from them, and they alone name winners.
    /// </summary>
    /// <param name="profiles">At least two, the baseline first.</param>
    /// <param name="contest">The paired rounds; null for none: then ratios are those of the profiles' medians.</param>
    /// <exception cref="ArgumentException">There are fewer than two profiles, or two of the same name.</exception>
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
        CaseResult? Case(string name) => contest?.Cases.FirstOrDefault(one => one.Case == name);
        var (step, training) = (Case(CaseResult.OneStep), Case(CaseResult.Training));
        var best = new Dictionary<string, IReadOnlyList<string>>
        {
            ["fastest_training"] = training?.Fastest ?? Able(profiles, profile => profile.Training.TotalSeconds),
            ["fastest_inference"] = step?.Fastest
                ?? Able(profiles, profile => profile.Inference.SingleStep.MedianSeconds),
            ["smallest_memory"] = Smallest(profiles, profile => profile.Memory.ParameterMemoryMb),
        };
        bool IsDecided(string category) =>
            best[category].Count == 1
                && (category == "smallest_memory"
                    || (category == "fastest_training" ? training : step) is { Times.Count: > 1 });
        return new RuntimeComparison
        {
            Models = names,
            TrainingTimeRatio = Ratios(profiles, profile => profile.Training.TotalSeconds, training, ratio => ratio),
            // Speed is the reciprocal of time: B_vs_A is A's time over B's.
            InferenceSpeedup = Ratios(
                profiles, profile => 1 / profile.Inference.SingleStep.MedianSeconds, step, ratio => 1 / ratio),
            MemoryRatio = Ratios(profiles, profile => profile.Memory.ParameterMemoryMb),
            ParameterRatio = Ratios(profiles, profile => profile.Memory.ModelParameters),
            Winners = best.Keys.ToDictionary(
                category => category, category => IsDecided(category) ? best[category][0] : null),
            Tied = best,
        };
    }

    /// <summary>The comparison as JSON.</summary>
    public string ToJson() => JsonRules.Text(this);

    private static Dictionary<string, double> Ratios(
        IReadOnlyList<RuntimeProfile> profiles, Func<RuntimeProfile, double> figure, CaseResult? rounds = null,
        Func<double, double>? ofRounds = null)
    {
        var ratios = new Dictionary<string, double>();
        for (int a = 0; a < profiles.Count; a++)
        {
            for (int b = a + 1; b < profiles.Count; b++)
            {
                var (first, second) = (profiles[a], profiles[b]);
                ratios[$"{second.ModelName}_vs_{first.ModelName}"] =
                    rounds?.Pairs.FirstOrDefault(pair =>
                        pair.A == first.ModelName && pair.B == second.ModelName) is { } paired
                        ? ofRounds!(paired.TimeRatio)
                        : figure(second) / figure(first);
            }
        }
        return ratios;
    }

    // All models with a figure: the best of them is unknown.
    private static List<string> Able(IReadOnlyList<RuntimeProfile> profiles, Func<RuntimeProfile, double> figure) =>
        [.. profiles.Where(profile => profile.Status == RuntimeProfile.Ok && double.IsFinite(figure(profile)))
            .Select(profile => profile.ModelName)];

    // A model that cannot forecast wins nothing, however short its training.
    private static List<string> Smallest(IReadOnlyList<RuntimeProfile> profiles, Func<RuntimeProfile, double> figure)
    {
        var able =
            profiles.Where(profile => profile.Status == RuntimeProfile.Ok && double.IsFinite(figure(profile))).ToList();
        return [.. able.Where(profile => figure(profile) == able.Min(figure)).Select(profile => profile.ModelName)];
    }
}
