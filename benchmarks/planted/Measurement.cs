using System.Diagnostics;
using Rom.Analysis.Contests;
using Rom.Numerics.Statistics;

namespace Planted;

/// <summary>The verdicts of many comparisons of one pair.</summary>
/// <param name="Results">The results.</param>
/// <param name="Seconds">Time of a comparison [s].</param>
internal sealed record Measurement(IReadOnlyList<PairResult> Results, double Seconds)
{
    /// <summary>Measures a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="contests">The number of comparisons.</param>
    public static Measurement Of(IPair pair, int contests)
    {
        var watch = Stopwatch.StartNew();
        PairResult[] results = [.. Enumerable.Range(0, contests).Select(k => pair.Contest((ulong)k))];
        return new Measurement(results, watch.Elapsed.TotalSeconds / contests);
    }

    /// <summary>Writes a row of the table.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="hasNeighbour">Whether another process computed at the same time.</param>
    /// <param name="output">The output.</param>
    public void Write(IPair pair, bool hasNeighbour, TextWriter output)
    {
        var expected = pair.Ratio > 1 ? Verdict.Slower : Verdict.Equivalent;
        int right = Results.Count(result => result.Verdict == expected);
        // For equal contenders any winner is false; for different ones, the longer one as the faster.
        int opposite = Results.Count(result =>
            result.Verdict == Verdict.Faster || (expected == Verdict.Equivalent && result.Verdict == Verdict.Slower));
        double MedianOf(Func<PairResult, double> figure) => Median.UpperOfSorted([.. Results.Select(figure).Order()]);
        string[] cells =
        [
            pair.Work, Text($"{pair.Ratio:0.00}"), hasNeighbour ? "busy" : "none",
            expected.ToString().ToLowerInvariant(), Text($"{right} of {Results.Count}"), Text($"{opposite}"),
            Text($"{MedianOf(result => result.TimeRatio):0.0000}"),
            Text($"{MedianOf(result => result.High / result.Low - 1):0.0%}"), Text($"{Seconds:0.0}"),
        ];
        output.WriteLine($"| {string.Join(" | ", cells)} |");
        output.Flush();

        static string Text(FormattableString figure) => FormattableString.Invariant(figure);
    }
}
