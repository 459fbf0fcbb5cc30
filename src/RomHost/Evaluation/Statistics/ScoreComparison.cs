namespace RomHost.Evaluation.Statistics;

/// <summary>A comparison of two methods over the same runs.</summary>
/// <param name="A">The first.</param>
/// <param name="B">The second.</param>
/// <param name="Difference">
/// Mean difference of their scores, A − B, in the score's unit: negative for a better A where lower values are better.
/// </param>
/// <param name="PValue">p-value of no difference: that of the paired t-test, stratified by family.</param>
/// <param name="AdjustedPValue">That, corrected for the number of pairs (Holm).</param>
/// <param name="Verdict">The verdict on A.</param>
internal sealed record ScoreComparison(
    string A, string B, ScoreEstimate Difference, double PValue, double AdjustedPValue, ScoreVerdict Verdict)
{
    /// <summary>Returns the verdict on a method beside another one; null where others are compared.</summary>
    /// <param name="method">The method.</param>
    /// <param name="other">The other one.</param>
    public ScoreVerdict? VerdictOn(string method, string other)
    {
        if ((method, other) == (A, B)) return Verdict;
        if ((other, method) != (A, B)) return null;
        return Verdict switch
        {
            ScoreVerdict.Better => ScoreVerdict.Worse,
            ScoreVerdict.Worse => ScoreVerdict.Better,
            _ => Verdict,
        };
    }
}
