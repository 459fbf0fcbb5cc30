namespace Rom.Analysis.Contests;

/// <summary>How contenders are timed against each other.</summary>
public sealed record ContestSettings
{
    /// <summary>Rounds at least.</summary>
    public int MinRounds { get; init; } = 30;

    /// <summary>Rounds at most.</summary>
    public int MaxRounds { get; init; } = 1000;

    /// <summary>
    /// Rounds go on until the interval of every ratio is within ± this share of the ratio, and within a third of the margin where the ratio
    /// is not clearly beyond the margin; or until the time is over.
    /// </summary>
    public double Precision { get; init; } = 0.02;

    /// <summary>Two contenders are equivalent where the interval of their ratio lies within ± this share of 1.</summary>
    public double Margin { get; init; } = 0.02;

    /// <summary>Probability with which an interval is to hold the true ratio.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>After so long no further round is begun, however many there were.</summary>
    public TimeSpan TimeCap { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Each contender is warmed up for at least so long, and until its blocks are no longer getting faster: the runtime compiles a method
    /// anew some hundred milliseconds after its first calls.
    /// </summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A block of calls lasts at least so long.</summary>
    public TimeSpan ShortestBlock { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The timer's share of a block at most.</summary>
    public double TimerShare { get; init; } = 1e-4;

    /// <summary>Seed of the order in which contenders take their turns.</summary>
    public ulong Seed { get; init; } = 1;
}
