using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Contests;

/// <summary>Settings for timing contenders against each other.</summary>
public sealed record ContestSettings
{
    /// <summary>
    /// The least number of repetitions with fresh instances of the contenders: each in a process of its own where the
    /// program allows it by <see cref="ContestWorker.TryRun"/>, else in this process. One repetition gives no verdict,
    /// since it cannot show how far instances and processes differ. At least 1.
    /// </summary>
    public int MinRepetitions { get; init; } = 8;

    /// <summary>
    /// The largest number of repetitions: they continue until each interval is at most three quarters of the margin
    /// wide, or lies beyond the margin even when all evaluations share the error probability, so that stopping favours
    /// no verdict.
    /// </summary>
    public int MaxRepetitions { get; init; } = 24;

    /// <summary>The least number of rounds, over the least number of repetitions.</summary>
    public int MinRounds { get; init; } = 30;

    /// <summary>The largest number of rounds, over the largest number of repetitions.</summary>
    public int MaxRounds { get; init; } = 1000;

    /// <summary>
    /// Rounds continue until every ratio is known to ± this share, and to a third of the margin where it is not clearly
    /// beyond the margin; or until the time is over.
    /// </summary>
    public double Precision { get; init; } = 0.02;

    /// <summary>
    /// Two contenders are equivalent where the interval of their ratio lies within ± this share of 1.
    /// </summary>
    public double Margin { get; init; } = 0.02;

    /// <summary>The probability with which an interval contains the true ratio.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// The time after which no further round begins, whatever their number; the largest number of repetitions share it.
    /// </summary>
    public TimeSpan TimeCap { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Each contender is warmed up for at least this time, and until its blocks no longer get faster: the runtime
    /// recompiles a method some hundred milliseconds after its first calls.
    /// </summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The least duration of a block of calls.</summary>
    public TimeSpan ShortestBlock { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The largest share of a block that reading the clock may take.</summary>
    public double TimerShare { get; init; } = 1e-4;

    /// <summary>Seed of the orders in which contenders are created and timed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Returns the settings of one repetition: its share of the rounds and of the time, and its own orders.
    /// </summary>
    /// <param name="repetition">The repetition, from 0.</param>
    public ContestSettings ForRepetition(int repetition)
    {
        int repetitions = Math.Max(MinRepetitions, MaxRepetitions);
        int Share(int rounds, int of) => Math.Max(1, (rounds + of - 1) / of);
        // The mean of R repetitions is √R times as precise as each of them.
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

    /// <summary>The required precision of a ratio that is not clearly beyond the margin.</summary>
    internal double NearPrecision { get => field > 0 ? field : Math.Log(1 + Margin) / 3; init; }
}
