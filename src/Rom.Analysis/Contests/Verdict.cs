namespace Rom.Analysis.Contests;

/// <summary>What can be said of two contenders.</summary>
public enum Verdict
{
    /// <summary>The second is faster than the first.</summary>
    Faster,

    /// <summary>The second is slower than the first.</summary>
    Slower,

    /// <summary>They differ by less than the margin.</summary>
    Equivalent,

    /// <summary>The rounds do not tell.</summary>
    Inconclusive,
}
