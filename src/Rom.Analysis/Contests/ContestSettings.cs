using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Contests;

/// <summary>How contenders are timed against each other.</summary>
public sealed record ContestSettings
{
    /// <summary>
    /// How often all of it is repeated, at the least, with fresh instances of the contenders: each time in a process of
    /// its own where the program offers itself by <see cref="ContestWorker.TryRun"/>, else in this process. One
    /// repetition gives no verdict: it cannot show how far instances and processes differ. At least 1.
    /// </summary>
    public int MinRepetitions { get; init; } = 8;

    /// <summary>
    /// How often at the most: repetitions go on until each interval is at most as wide as the margin, or lies beyond
    /// the margin even where all looks at it share the error, so that stopping favours no verdict.
    /// </summary>
    public int MaxRepetitions { get; init; } = 24;

    /// <summary>Rounds at least, over the fewest repetitions.</summary>
    public int MinRounds { get; init; } = 30;

    /// <summary>Rounds at most, over the most repetitions.</summary>
    public int MaxRounds { get; init; } = 1000;

    /// <summary>
    /// Rounds go on until they know every ratio to within ± this share of it, and to within a third of the margin where
    /// the ratio is not clearly beyond the margin; or until the time is over.
    /// </summary>
    public double Precision { get; init; } = 0.02;

    /// <summary>
    /// Two contenders are equivalent where the interval of their ratio lies within ± this share of 1.
    /// </summary>
    public double Margin { get; init; } = 0.02;

    /// <summary>Probability with which an interval is to hold the true ratio.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// After so long no further round is begun, however many there were; the most repetitions share it.
    /// </summary>
    public TimeSpan TimeCap { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Each contender is warmed up for at least so long, and until its blocks are no longer getting faster: the runtime
    /// compiles a method anew some hundred milliseconds after its first calls.
    /// </summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A block of calls lasts at least so long.</summary>
    public TimeSpan ShortestBlock { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The timer's share of a block at most.</summary>
    public double TimerShare { get; init; } = 1e-4;

    /// <summary>Seed of the orders in which contenders are made and take their turns.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The settings of one repetition: its share of the rounds and of the time, and orders of its own.
    /// </summary>
    /// <param name="repetition">The repetition, from 0.</param>
    public ContestSettings ForRepetition(int repetition)
    {
        int repetitions = Math.Max(MinRepetitions, MaxRepetitions);
        int Share(int rounds, int of) => Math.Max(1, (rounds + of - 1) / of);
        // A mean over R repetitions is known √R times as well as each of them.
        double coarser = Math.Sqrt(MinRepetitions);
        return this with
        {
            MinRepetitions = 1,
            MaxRepetitions = 1,
            MinRounds = Share(MinRounds, MinRepetitions),
            MaxRounds = Share(MaxRounds, repetitions),
            TimeCap = TimeCap / repetitions,
            Precision = Precision * coarser,
            NearPrecision = NearPrecision * coarser,
            Seed = RandomStream.DeriveSeed(Seed, (ulong)repetition),
        };
    }

    /// <summary>How well the rounds must know a ratio that is not clearly beyond the margin.</summary>
    internal double NearPrecision { get => field > 0 ? field : Math.Log(1 + Margin) / 3; init; }
}
