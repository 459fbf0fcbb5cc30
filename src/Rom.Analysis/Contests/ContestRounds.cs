using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>What was timed.</summary>
/// <param name="Names">
/// The contenders; the first stands at the end once more, for its twin: another instance of the same work.
/// </param>
/// <param name="SecondsPerCall">Mean time of a call in a block, for each round and contender [rounds][k].</param>
/// <param name="CallsPerBlock">Calls in a block of each contender, in the first repetition [k].</param>
/// <param name="BytesPerCall">Bytes that a call allocated, at the median [k].</param>
/// <param name="TimerSeconds">What reading the clock twice takes [s].</param>
/// <param name="StoppedBy">Why no further round was begun: <c>precision</c>, <c>time</c> or <c>rounds</c>.</param>
public sealed record ContestRounds(
    IReadOnlyList<string> Names, IReadOnlyList<double[]> SecondsPerCall, IReadOnlyList<int> CallsPerBlock,
    IReadOnlyList<double> BytesPerCall, double TimerSeconds, string StoppedBy)
{
    /// <summary>
    /// How many of the rounds each repetition with fresh instances has, in their order; one repetition, unless it is
    /// said.
    /// </summary>
    public IReadOnlyList<int> RoundsPerRepetition { get; init; } = [SecondsPerCall.Count];

    /// <summary>In how many processes they were timed.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Reasons for which no verdict can be given; none where there are none.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>What else is to be known of the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Puts repetitions that were timed one after the other together.</summary>
    /// <param name="repetitions">Each repetition's rounds, at least one, of the same contenders.</param>
    /// <param name="processes">In how many processes they were timed.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different contenders.</exception>
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

    /// <summary>Repeats until the repetitions are enough.</summary>
    /// <param name="settings">How many there are at least and at most.</param>
    /// <param name="repeat">Runs a repetition, given its number, from 0.</param>
    internal static IReadOnlyList<ContestRounds> Repeat(ContestSettings settings, Func<int, ContestRounds> repeat)
    {
        var repetitions = new List<ContestRounds>();
        do repetitions.Add(repeat(repetitions.Count));
        while (!Combine(repetitions, 1).IsEnough(settings));
        return repetitions;
    }

    /// <summary>Whether there are enough repetitions to tell, or as many as there may be.</summary>
    /// <param name="settings">How many there are at least and at most, and the margin.</param>
    public bool IsEnough(ContestSettings settings)
    {
        int repetitions = RoundsPerRepetition.Count;
        if (repetitions < settings.MinRepetitions) return false;
        if (repetitions >= settings.MaxRepetitions) return true;
        double margin = Math.Log(1 + settings.Margin);
        int contenders = Names.Count - 1;
        // After each repetition there is a look at the intervals. To stop at the first that lies beyond the margin
        // would favour a difference: with repetitions that scatter by 30 %, 24 of them would show one of 12 % of equal
        // pairs. So all looks share the error (Bonferroni). That an interval is short says nothing of where it lies:
        // that look is free.
        int looks = settings.MaxRepetitions - settings.MinRepetitions + 1;
        double strict = 1 - (1 - settings.Confidence) / looks;
        bool IsTold(double[] logs)
        {
            var interval = RatioInterval.Of(logs, RoundsPerRepetition, settings.Confidence);
            var wide = RatioInterval.Of(logs, RoundsPerRepetition, strict);
            return wide.Low > margin || wide.High < -margin || interval.High - interval.Low <= margin;
        }
        return Enumerable.Range(0, contenders).All(
            a => Enumerable.Range(a + 1, contenders - a - 1).All(b => IsTold(LogRatios(a, b))));
    }

    /// <summary>The times of one contender, in the order of the rounds.</summary>
    /// <param name="contender">Its place among the names.</param>
    public double[] Of(int contender) => [.. SecondsPerCall.Select(round => round[contender])];

    /// <summary>ln(time of <paramref name="b"/> / time of <paramref name="a"/>) in each round.</summary>
    /// <param name="a">The place of one.</param>
    /// <param name="b">The place of the other.</param>
    public double[] LogRatios(int a, int b) => [.. SecondsPerCall.Select(round => Math.Log(round[b] / round[a]))];
}
