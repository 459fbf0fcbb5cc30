namespace Rom.Analysis.Contests;

/// <summary>The verdict on two contenders.</summary>
public enum Verdict
{
    /// <summary>The second is faster than the first.</summary>
    Faster,

    /// <summary>The second is slower than the first.</summary>
    Slower,

    /// <summary>They differ by less than the margin.</summary>
    Equivalent,

    /// <summary>The two are statistically tied.</summary>
    Inconclusive,
}
