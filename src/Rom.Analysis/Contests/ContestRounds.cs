using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>The times of rounds.</summary>
/// <param name="Names">
/// The contenders; the first is repeated at the end for its twin, another instance of the same work.
/// </param>
/// <param name="SecondsPerCall">Mean time of a call in a block, for each round and contender [rounds][k].</param>
/// <param name="CallsPerBlock">Calls in a block of each contender, in the first repetition [k].</param>
/// <param name="BytesPerCall">Median bytes that a call allocated [k].</param>
/// <param name="TimerSeconds">Time for reading the clock twice [s].</param>
/// <param name="StoppedBy">The reason for ending the rounds: <c>precision</c>, <c>time</c> or <c>rounds</c>.</param>
public sealed record ContestRounds(
    IReadOnlyList<string> Names, IReadOnlyList<double[]> SecondsPerCall, IReadOnlyList<int> CallsPerBlock,
    IReadOnlyList<double> BytesPerCall, double TimerSeconds, string StoppedBy)
{
    /// <summary>
    /// The number of rounds of each repetition with fresh instances, in order; one repetition by default.
    /// </summary>
    public IReadOnlyList<int> RoundsPerRepetition { get; init; } = [SecondsPerCall.Count];

    // An interval as long as the margin, which is half of the range of equivalent ratios, lies within that range where
    // its estimate is at most half a margin from 1, or 1.96 of its standard errors: equal contenders would be
    // inconclusive, or different, in 5 % of contests. With three quarters of the margin it is 1.96 · 0.625 / 0.375 =
    // 3.3 standard errors, or 0.1 %.
    private const double ShareOfMargin = 0.75;

    /// <summary>The number of processes that ran them.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Reasons why no verdict is possible; empty for none.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Other remarks on the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Combines repetitions that were timed one after the other.</summary>
    /// <param name="repetitions">The rounds of each repetition, at least one, with the same contenders.</param>
    /// <param name="processes">The number of processes that ran them.</param>
    /// <exception cref="ArgumentException">There is no repetition, or their contenders differ.</exception>
    public static ContestRounds Combine(IReadOnlyList<ContestRounds> repetitions, int processes)
    {
        if (repetitions.Count == 0)
            throw new ArgumentException("expected at least one repetition, found none", nameof(repetitions));
        var first = repetitions[0];
        if (repetitions.Any(one => !one.Names.SequenceEqual(first.Names)))
        {
            throw new ArgumentException(
                $"expected repetitions of {string.Join(", ", first.Names)}, found others too", nameof(repetitions));
        }
        double BytesOf(int k) => Median.Of([.. repetitions.Select(one => one.BytesPerCall[k])]);
        string[] reasons = ["time", "rounds", "precision"];
        return first with
        {
            SecondsPerCall = [.. repetitions.SelectMany(one => one.SecondsPerCall)],
            BytesPerCall = [.. first.Names.Select((_, k) => BytesOf(k))],
            TimerSeconds = repetitions.Min(one => one.TimerSeconds),
            StoppedBy = reasons.First(reason => repetitions.Any(one => one.StoppedBy == reason)),
            RoundsPerRepetition = [.. repetitions.SelectMany(one => one.RoundsPerRepetition)],
            Processes = processes,
            Doubts = [.. repetitions.SelectMany(one => one.Doubts).Distinct()],
            Notes = [.. repetitions.SelectMany(one => one.Notes).Distinct()],
        };
    }

    /// <summary>Repeats until there are enough repetitions.</summary>
    /// <param name="settings">The least and the largest number of repetitions.</param>
    /// <param name="repeat">Runs a repetition, given its number, from 0.</param>
    internal static IReadOnlyList<ContestRounds> Repeat(ContestSettings settings, Func<int, ContestRounds> repeat)
    {
        var repetitions = new List<ContestRounds>();
        do repetitions.Add(repeat(repetitions.Count));
        while (!Combine(repetitions, 1).IsEnough(settings));
        return repetitions;
    }

    /// <summary>Returns whether there are enough repetitions for a verdict, or as many as allowed.</summary>
    /// <param name="settings">The least and the largest number of repetitions, and the margin.</param>
    public bool IsEnough(ContestSettings settings)
    {
        int repetitions = RoundsPerRepetition.Count;
        if (repetitions < settings.MinRepetitions) return false;
        if (repetitions >= settings.MaxRepetitions) return true;
        double margin = Math.Log(1 + settings.Margin);
        int contenders = Names.Count - 1;
        // The intervals are evaluated after each repetition. Stopping at the first one beyond the margin would favour a
        // difference: with repetitions that scatter by 30 %, 24 of them would show a difference in 12 % of equal pairs.
        // So all evaluations share the error probability (Bonferroni). The length of an interval is independent of its
        // position: evaluating it costs nothing.
        int looks = settings.MaxRepetitions - settings.MinRepetitions + 1;
        double strict = 1 - (1 - settings.Confidence) / looks;
        bool IsTold(double[] logs)
        {
            var interval = RatioInterval.Of(logs, RoundsPerRepetition, settings.Confidence);
            var wide = RatioInterval.Of(logs, RoundsPerRepetition, strict);
            return wide.Low > margin || wide.High < -margin || interval.High - interval.Low <= ShareOfMargin * margin;
        }
        return Enumerable.Range(0, contenders).All(
            a => Enumerable.Range(a + 1, contenders - a - 1).All(b => IsTold(LogRatios(a, b))));
    }

    /// <summary>Returns the times of one contender, in the order of the rounds.</summary>
    /// <param name="contender">Its index among the names.</param>
    public double[] Of(int contender) => [.. SecondsPerCall.Select(round => round[contender])];

    /// <summary>Returns ln(time of <paramref name="b"/> / time of <paramref name="a"/>) in each round.</summary>
    /// <param name="a">The index of the first contender.</param>
    /// <param name="b">The index of the second contender.</param>
    public double[] LogRatios(int a, int b) => [.. SecondsPerCall.Select(round => Math.Log(round[b] / round[a]))];
}
