namespace RomHost.Evaluation.Statistics;

/// <summary>The result of a comparison of two methods over the same runs.</summary>
internal enum ScoreVerdict
{
    /// <summary>The data do not decide.</summary>
    Inconclusive,

    /// <summary>The first is better.</summary>
    Better,

    /// <summary>The first is worse.</summary>
    Worse,

    /// <summary>They differ by less than the margin.</summary>
    Equivalent,
}
