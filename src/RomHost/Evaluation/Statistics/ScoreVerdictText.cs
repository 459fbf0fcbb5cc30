namespace RomHost.Evaluation.Statistics;

/// <summary>
/// Names verdicts in files: <c>better</c>, <c>worse</c>, <c>equivalent</c>, <c>inconclusive</c>.
/// </summary>
internal static class ScoreVerdictText
{
    /// <summary>Returns the name of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Text(this ScoreVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
