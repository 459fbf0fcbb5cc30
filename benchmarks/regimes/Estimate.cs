using System.Globalization;
using System.Text.Json.Nodes;

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
