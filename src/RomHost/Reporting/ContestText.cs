using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;

namespace RomHost.Reporting;

/// <summary>Describes the result of a comparison in sentences.</summary>
internal static class ContestText
{
    /// <summary>Writes a paragraph for each case.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">The output.</param>
    public static void Write(ContestReport report, TextWriter output)
    {
        foreach (string note in report.Notes) output.WriteLine($"note: {note}");
        foreach (var one in report.Cases)
        {
            output.WriteLine(
                $"{Title(one.Case)}: {Winner(one)} ({NumberText.Count(one.Seconds.Values.First().Length, "round")} in "
                + $"{NumberText.Count(one.Processes, "process", "processes")})");
            foreach (var (name, times) in one.Times)
                output.WriteLine(
                    $"  {name,-16} {NumberText.Time(times.MedianSeconds),10}"
                    + $"{Bytes(one.BytesPerCall[name])}{Remarks(times)}");
            foreach (var pair in one.Pairs) output.WriteLine($"  {Sentence(pair)}");
            output.WriteLine(
                $"  two instances of {one.Self.A} show a ratio of {NumberText.Of(one.Self.TimeRatio)} "
                + $"({Interval(one.Self)})");
            if (one.Pairs.Any(pair => pair.Verdict == Verdict.Inconclusive) && one.Notes.Count == 0)
                output.WriteLine(
                    "  inconclusive: raise benchmark.processes and benchmark.time_cap, "
                    + "or measure on a machine with nothing else to do");
        }
    }

    /// <summary>Returns a case's name in words.</summary>
    public static string Title(string name) => name.Replace('_', ' ');

    /// <summary>Returns the fastest in a case.</summary>
    public static string Winner(CaseResult one) => one.Fastest is [var only]
        ? one.Times.Count == 1 ? $"{only} alone" : $"{only} is the fastest"
        : $"{(IsTied(one) ? "tied" : "not decided")}: {string.Join(", ", one.Fastest)}";

    /// <summary>
    /// Returns whether the fastest are shown to be equivalent, which is more than not being shown to differ.
    /// </summary>
    public static bool IsTied(CaseResult one) => one.Pairs
        .Where(pair => one.Fastest.Contains(pair.A) && one.Fastest.Contains(pair.B))
        .All(pair => pair.Verdict == Verdict.Equivalent);

    /// <summary>
    /// Formats a ratio's interval; too few repetitions have none, and a report stores non-finite ends as null.
    /// </summary>
    public static string Interval(PairResult pair) => double.IsFinite(pair.High) && double.IsFinite(pair.Low)
        ? $"{NumberText.Of(pair.Low)} to {NumberText.Of(pair.High)}"
        : "no interval";

    /// <summary>Formats a pair's verdict.</summary>
    public static string Sentence(PairResult pair)
    {
        string interval = $"{NumberText.Of(pair.TimeRatio)} times as long ({Interval(pair)})";
        return pair.Verdict switch
        {
            Verdict.Equivalent => $"{pair.B} and {pair.A} are equivalent: {pair.B} takes {interval}",
            Verdict.Inconclusive => $"{pair.B} and {pair.A}: inconclusive, {pair.B} takes {interval}",
            Verdict.Slower => $"{pair.B} is slower than {pair.A}: it takes {interval}",
            _ => $"{pair.B} is faster than {pair.A}: it takes {interval}",
        };
    }

    // Allocations in another process, such as those of a training, are not measured.
    private static string Bytes(double perCall) =>
        double.IsFinite(perCall) ? $", {NumberText.Count((long)Math.Round(perCall), "byte")} a call" : "";

    private static string Remarks(SampleShape times) =>
        (times.HasSeveralPeaks ? "; several kinds of calls are mixed" : "")
            + (times.IsAutocorrelated ? "; the machine drifted" : "");
}
