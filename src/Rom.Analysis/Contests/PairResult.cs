using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>The comparison of two contenders.</summary>
/// <param name="A">The first.</param>
/// <param name="B">The second.</param>
/// <param name="TimeRatio">
/// Time of B over that of A: the exponential of the mean over the repetitions of the median of their rounds' log
/// ratios.
/// </param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="PValue">p-value of no difference, corrected for the number of pairs (Holm).</param>
/// <param name="Verdict">The verdict.</param>
public sealed record PairResult(
    string A, string B, double TimeRatio, double Low, double High, double PValue, Verdict Verdict)
{
    /// <summary>Compares all pairs of contenders, in order.</summary>
    /// <param name="rounds">The timed rounds.</param>
    /// <param name="contenders">The indices of the contenders to compare.</param>
    /// <param name="settings">Confidence and margin.</param>
    public static IReadOnlyList<PairResult> Of(
        ContestRounds rounds, IReadOnlyList<int> contenders, ContestSettings settings)
    {
        var pairs = (from i in Enumerable.Range(0, contenders.Count)
                     from j in Enumerable.Range(i + 1, contenders.Count - i - 1)
                     select (A: contenders[i], B: contenders[j])).ToList();
        var intervals = pairs.ConvertAll(pair => RatioInterval.Of(
            rounds.LogRatios(pair.A, pair.B), rounds.RoundsPerRepetition, settings.Confidence));
        double[] p = Holm.Adjust(intervals.ConvertAll(interval => interval.PValue));
        bool isDoubtful = rounds.Doubts.Count > 0;
        return
        [
            .. pairs.Select((pair, k) => Of(
                rounds.Names[pair.A], rounds.Names[pair.B], intervals[k], p[k], isDoubtful, settings)),
        ];
    }

    private static PairResult Of(
        string a, string b, RatioInterval interval, double p, bool isDoubtful, ContestSettings settings)
    {
        double margin = Math.Log(1 + settings.Margin);
        // A difference below the margin is of no practical use, however certain it is.
        var verdict = isDoubtful ? Verdict.Inconclusive
            : interval.Low >= -margin && interval.High <= margin ? Verdict.Equivalent
            : p > 1 - settings.Confidence ? Verdict.Inconclusive
            // Ties, which the sign test leaves out, may make p small although the interval includes no difference.
            : interval.Low > 0 ? Verdict.Slower
            : interval.High < 0 ? Verdict.Faster
            : Verdict.Inconclusive;
        return new(a, b, Math.Exp(interval.Estimate), Math.Exp(interval.Low), Math.Exp(interval.High), p, verdict);
    }
}
