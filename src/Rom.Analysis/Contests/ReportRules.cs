using System.Text.Json;

namespace Rom.Analysis.Contests;

/// <summary>Validates a report read from a file, so that its users can rely on it.</summary>
internal static class ReportRules
{
    private const int MostCases = 1000;
    private const int MostModels = 1000;
    private const int MostSeconds = 20_000;

    /// <summary>Checks a report.</summary>
    /// <param name="report">The report, without null members.</param>
    /// <exception cref="JsonException">A rule is broken; the message says which.</exception>
    public static void Check(ContestReport report)
    {
        var settings = report.Settings;
        Expect(settings.Confidence is > 0 and < 1, "a confidence between 0 and 1");
        Expect(settings.Margin is >= 0 and <= double.MaxValue, "a margin of at least 0");
        Expect(report.Cases.Count <= MostCases, $"at most {MostCases} cases");
        Expect(report.Cases.All(one => one is not null), "cases, no null among them");
        Expect(report.Cases.DistinctBy(one => one.Case).Count() == report.Cases.Count, "cases of different names");
        foreach (var one in report.Cases) Check(one);
    }

    private static void Check(CaseResult one)
    {
        string name = one.Case.Length <= 60 ? one.Case : one.Case[..60] + "…";
        Expect(one.Seconds.Count is > 0 and <= MostModels, $"times of 1 to {MostModels} models in the case '{name}'");
        Expect(
            one.Seconds.Values.All(seconds => seconds is { Length: > 0 and <= MostSeconds }),
            $"1 to {MostSeconds} times of each model in the case '{name}'");
        Expect(one.Times.Values.All(shape => shape is { Percentiles: not null }),
            $"the shape of each model's times in the case '{name}'");
        Expect(one.Times.Keys.All(one.BytesPerCall.ContainsKey),
            $"the bytes per call of each model in the case '{name}'");
        Expect(
            one.Fastest.All(fastest => fastest is not null && one.Times.ContainsKey(fastest)),
            $"models of the case '{name}' among its fastest");
        Expect(one.Pairs.All(IsWhole) && IsWhole(one.Self), $"two models in each pair of the case '{name}'");
        Expect(one.Notes.All(note => note is not null), $"notes of the case '{name}', no null among them");
        Expect(one.RoundsPerRepetition.All(rounds => rounds > 0),
            $"repetitions of at least one round in the case '{name}'");
        Expect(
            one.RoundsPerRepetition.Count <= MostSeconds
                && one.RoundsPerRepetition.Sum(rounds => (long)rounds) <= MostSeconds,
            $"at most {MostSeconds} rounds in the case '{name}'");
    }

    private static bool IsWhole(PairResult? pair) => pair is { A: not null, B: not null };

    private static void Expect(bool holds, string what)
    {
        if (!holds) throw new JsonException($"expected {what}, found otherwise");
    }
}
