namespace Rom.Numerics.Ensembles;

/// <summary>The place of a quantile between the sorted members of an ensemble.</summary>
/// <remarks>Types 7 and 6 of Hyndman and Fan, The American Statistician 50, 1996, 361–365.</remarks>
public enum QuantileRule
{
    /// <summary>
    /// Linear from the first member (level 0) to the last (level 1), as <c>numpy.quantile</c>. Of m exchangeable
    /// members the truth lies below it less often than the level says in the upper half, and more often in the lower:
    /// an interval of 90 % from 50 members covers about 86 %.
    /// </summary>
    Linear,

    /// <summary>
    /// Member k of m at the level k/(m + 1), the probability that a truth which is exchangeable with the members lies
    /// below it; the outermost members beyond levels 1/(m + 1) and m/(m + 1).
    /// </summary>
    Exchangeable,
}
