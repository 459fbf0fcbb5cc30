using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Numerics.Statistics;

namespace Regimes;

/// <summary>A figure with its 95 % interval, as <c>summary.json</c> has it.</summary>
/// <param name="Value">The figure; null where there is none.</param>
/// <param name="Low">Lower bound; null without an interval.</param>
/// <param name="High">Upper bound; null without an interval.</param>
/// <param name="Reason">Why there is no figure; null where there is one.</param>
internal sealed record Estimate(double? Value, double? Low, double? High, string? Reason)
{
    /// <summary>Reads an estimate.</summary>
    /// <param name="json">The node; null gives no figure.</param>
    public static Estimate Of(JsonNode? json) => new(
        (double?)json?["value"], (double?)json?["low"], (double?)json?["high"], (string?)json?["reason"]);

    /// <summary>Estimates a mean over test runs.</summary>
    /// <param name="values">The value of each run [runs].</param>
    /// <param name="families">The family of each run, as a number [runs].</param>
    public static Estimate OfMean(double[] values, int[] families)
    {
        var interval = new StratifiedBootstrap(families, seed: 1).Interval(RowStatistics.Mean(values));
        return new Estimate(interval.Estimate, interval.Low, interval.High, null);
    }

    /// <summary>Returns the figure alone.</summary>
    /// <param name="format">Its format.</param>
    public string Short(string format) => Text(Value, format);

    /// <summary>Returns the figure and its interval.</summary>
    /// <param name="format">Their format.</param>
    public string Long(string format) => Low is null
        ? Short(format)
        : $"{Text(Value, format)} ({Text(Low, format)} to {Text(High, format)})";

    private static string Text(double? value, string format) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−') : "–";
}
