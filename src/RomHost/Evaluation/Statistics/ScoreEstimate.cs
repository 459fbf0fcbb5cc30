using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Statistics;

namespace RomHost.Evaluation.Statistics;

/// <summary>A mean, a skill or a difference with its 95 % interval over test runs.</summary>
/// <param name="Value">The estimate; null where there is none.</param>
/// <param name="Low">Lower end of the interval; null where there is none.</param>
/// <param name="High">Upper end of the interval; null where there is none.</param>
/// <param name="Method">The method of the interval.</param>
/// <param name="Runs">The number of runs that count.</param>
/// <param name="RunsLeftOut">The number of runs that lack a value.</param>
/// <param name="Reason">Why there is no value or no interval; null where there are both.</param>
internal sealed record ScoreEstimate(
    double? Value, double? Low, double? High, IntervalMethod Method, int Runs, int RunsLeftOut, string? Reason)
{
    /// <summary>The reason of a skill whose ceiling is not above climatology.</summary>
    public const string NothingToWin = "nothing to win";

    /// <summary>The reason of an estimate without runs.</summary>
    public const string NoRuns = "no run has the score: each failed, or has a constant truth";

    /// <summary>The reason of an estimate without interval.</summary>
    public const string OneRun = "one run has no interval; add test runs";

    /// <summary>The reason of an estimate that some resamples lack.</summary>
    public const string Undefined = "not finite for some of the runs, whose truth is constant or nearly so";

    /// <summary>Creates one from an interval.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="runs">The number of runs that count, at least 1.</param>
    /// <param name="runsLeftOut">The number of runs that lack a value.</param>
    public static ScoreEstimate From(ConfidenceInterval interval, int runs, int runsLeftOut) =>
        interval.Method == IntervalMethod.None
            ? None(runs == 1 ? OneRun : Undefined, runs, runsLeftOut) with
            {
                Value = double.IsFinite(interval.Estimate) ? interval.Estimate : null,
            }
            : new(interval.Estimate, interval.Low, interval.High, interval.Method, runs, runsLeftOut, null);

    /// <summary>Creates one without value and interval.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="runs">The number of runs that count.</param>
    /// <param name="runsLeftOut">The number of runs that lack a value.</param>
    public static ScoreEstimate None(string reason, int runs, int runsLeftOut) =>
        new(null, null, null, IntervalMethod.None, runs, runsLeftOut, reason);

    /// <summary>Converts the estimate to the form of <c>summary.json</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["value"] = JsonText.Tree(Value),
        ["low"] = JsonText.Tree(Low),
        ["high"] = JsonText.Tree(High),
        ["interval"] = Method.Text(),
        ["runs"] = Runs,
        ["runs_left_out"] = RunsLeftOut,
        ["reason"] = Reason,
    };
}
