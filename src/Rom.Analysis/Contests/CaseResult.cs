namespace Rom.Analysis.Contests;

/// <summary>The result of one case, such as one step.</summary>
/// <param name="Case">
/// The case: <c>one_step</c>, <c>trajectory</c>, <c>batch_of_64</c>, <c>restrict_forecast_lift</c>, <c>cold_start</c>
/// or <c>training</c>.
/// </param>
/// <param name="StoppedBy">The reason for ending the rounds: <c>precision</c>, <c>time</c> or <c>rounds</c>.</param>
/// <param name="TimerSeconds">Time for reading the clock twice [s].</param>
/// <param name="CallsPerBlock">Calls in a block of each contender.</param>
/// <param name="BytesPerCall">Median bytes that a call of each contender allocates.</param>
/// <param name="Times">Times of a call of each contender.</param>
/// <param name="Self">
/// The first contender against its twin, another instance of the same work: the resolution of this measurement.
/// </param>
/// <param name="Pairs">Every pair of contenders.</param>
/// <param name="Fastest">
/// The fastest contender, followed by those that the rounds do not show to be slower: a single name only where there is
/// a winner, or one contender.
/// </param>
/// <param name="Seconds">The times of a call of each contender in the order of the rounds [s].</param>
public sealed record CaseResult(
    string Case, string StoppedBy, double TimerSeconds, IReadOnlyDictionary<string, int> CallsPerBlock,
    IReadOnlyDictionary<string, double> BytesPerCall, IReadOnlyDictionary<string, SampleShape> Times, PairResult Self,
    IReadOnlyList<PairResult> Pairs, IReadOnlyList<string> Fastest, IReadOnlyDictionary<string, double[]> Seconds)
{
    /// <summary>The case of one step.</summary>
    public const string OneStep = "one_step";

    /// <summary>The case from densities to densities: restriction, forecast and lifting.</summary>
    public const string EndToEnd = "restrict_forecast_lift";

    /// <summary>The case of repeated trainings.</summary>
    public const string Training = "training";

    /// <summary>The number of rounds of each repetition, in order; empty where unknown.</summary>
    public IReadOnlyList<int> RoundsPerRepetition { get; init; } = [];

    /// <summary>The number of processes that ran the repetitions.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Reasons to doubt the figures, or to read them with care; empty for none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Returns the median time of a call of a contender in each repetition [s]; in each round where the repetitions are
    /// unknown.
    /// </summary>
    /// <param name="contender">Its name.</param>
    public double[] RepetitionSeconds(string contender) =>
        RoundsPerRepetition is { Count: > 0 } && RoundsPerRepetition.Sum() == Seconds[contender].Length
        ? Repetitions.Medians(Seconds[contender], RoundsPerRepetition)
        : Seconds[contender];

    /// <summary>Evaluates rounds.</summary>
    /// <param name="name">The case.</param>
    /// <param name="rounds">The timed rounds.</param>
    /// <param name="settings">Confidence and margin.</param>
    public static CaseResult Of(string name, ContestRounds rounds, ContestSettings settings)
    {
        int k = rounds.Names.Count - 1;
        int[] places = [.. Enumerable.Range(0, k)];
        var pairs = PairResult.Of(rounds, places, settings);
        Dictionary<string, T> ByName<T>(Func<int, T> value) => places.ToDictionary(place => rounds.Names[place], value);
        var times = ByName(place => SampleShape.Of(rounds.Of(place), rounds.RoundsPerRepetition));
        return new CaseResult(
            name, rounds.StoppedBy, rounds.TimerSeconds, ByName(place => rounds.CallsPerBlock[place]),
            ByName(place => rounds.BytesPerCall[place]), times, PairResult.Of(rounds, [0, k], settings)[0], pairs,
            FastestOf(times, pairs), ByName(rounds.Of))
        {
            RoundsPerRepetition = rounds.RoundsPerRepetition,
            Processes = rounds.Processes,
            Notes = [.. rounds.Doubts, .. rounds.Notes],
        };
    }

    private static string[] FastestOf(Dictionary<string, SampleShape> times, IReadOnlyList<PairResult> pairs)
    {
        string best = times.MinBy(contender => contender.Value.MedianSeconds).Key;
        bool IsSlower(string name) => pairs.Any(pair =>
            (pair.A == best && pair.B == name && pair.Verdict == Verdict.Slower)
            || (pair.B == best && pair.A == name && pair.Verdict == Verdict.Faster));
        return [best, .. times.Keys.Where(name => name != best && !IsSlower(name))];
    }
}
