namespace Rom.Analysis.Contests;

/// <summary>Two contenders against each other.</summary>
/// <param name="A">The first.</param>
/// <param name="B">The second.</param>
/// <param name="TimeRatio">Time of B over that of A: the exponential of the median of the rounds' log ratios.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="PValue">Of the sign test of no difference, corrected for the number of pairs (Holm).</param>
/// <param name="Verdict">What can be said.</param>
public sealed record PairResult(string A, string B, double TimeRatio, double Low, double High, double PValue, Verdict Verdict)
{
    /// <summary>All pairs of some contenders, in their order.</summary>
    /// <param name="rounds">What was timed.</param>
    /// <param name="contenders">The places of those that are compared.</param>
    /// <param name="settings">Confidence and margin.</param>
    public static IReadOnlyList<PairResult> Of(ContestRounds rounds, IReadOnlyList<int> contenders, ContestSettings settings)
    {
        var pairs = (from i in Enumerable.Range(0, contenders.Count)
                     from j in Enumerable.Range(i + 1, contenders.Count - i - 1)
                     select (A: contenders[i], B: contenders[j])).ToList();
        var logs = pairs.ConvertAll(pair => rounds.LogRatios(pair.A, pair.B));
        double[] p = Holm.Adjust(logs.ConvertAll(log => SignTest.PValue(log)));
        return [.. pairs.Select((pair, k) => Of(rounds.Names[pair.A], rounds.Names[pair.B], logs[k], p[k], settings))];
    }

    /// <summary>One pair.</summary>
    /// <param name="a">The first's name.</param>
    /// <param name="b">The second's name.</param>
    /// <param name="logRatios">ln(time of B / time of A), a value for each round.</param>
    /// <param name="pValue">The corrected p-value.</param>
    /// <param name="settings">Confidence and margin.</param>
    internal static PairResult Of(string a, string b, double[] logRatios, double pValue, ContestSettings settings)
    {
        var interval = MedianInterval.Of(logRatios, settings.Confidence);
        double margin = Math.Log(1 + settings.Margin);
        // A difference below the margin is of no use to anybody, however sure it is.
        var verdict = interval.Low >= -margin && interval.High <= margin ? Verdict.Equivalent
            : pValue > 1 - settings.Confidence ? Verdict.Inconclusive
            : interval.Median > 0 ? Verdict.Slower : Verdict.Faster;
        return new(a, b, Math.Exp(interval.Median), Math.Exp(interval.Low), Math.Exp(interval.High), pValue, verdict);
    }
}
