using System.Globalization;

namespace Rom.Forecasting.Serialization;

/// <summary>
/// Formats numbers for people: counts with their noun, figures with at most four significant digits, rates. The same in
/// every culture.
/// </summary>
/// <remarks>
/// The file is also compiled into Rom.Analysis and into plugins, whose messages and notes have the same form, without a
/// public type. <c>numbers.js</c> is its twin for the report.
/// </remarks>
internal static class NumberText
{
    private const int Digits = 4;

    /// <summary>Formats a count with its noun: <c>1 run</c>, <c>3 runs</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="one">The noun in the singular.</param>
    /// <param name="many">The noun in the plural; null for the regular plural in s.</param>
    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {Noun(count, one, many)}");

    /// <summary>Returns the noun for a count.</summary>
    /// <param name="count">The count.</param>
    /// <param name="one">The noun in the singular.</param>
    /// <param name="many">The noun in the plural; null for the regular plural in s.</param>
    public static string Noun(long count, string one, string? many = null) => count == 1 ? one : many ?? one + "s";

    /// <summary>
    /// Formats a figure: <c>0.6535</c>, <c>12.35</c>, <c>−2.2e19</c>, <c>3.1e-7</c>; <c>–</c> where it is not a number.
    /// </summary>
    /// <param name="value">The figure.</param>
    /// <param name="digits">Significant digits, at most 4.</param>
    public static string Of(double value, int digits = Digits)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        int exponent = size == 0
            ? 0
            : int.Parse(
                size.ToString($"E{digits - 1}", CultureInfo.InvariantCulture).Split('E')[1],
                CultureInfo.InvariantCulture);
        string text = exponent >= Digits || exponent < -Digits
            ? size.ToString("0.#e0", CultureInfo.InvariantCulture)
            : size.ToString($"F{Math.Clamp(digits - 1 - exponent, 0, Digits)}", CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text : text;
    }

    /// <summary>
    /// Formats a point of an axis, such as a time, with at most twelve significant digits: neighbours far from zero
    /// stay apart, and rounding errors of sums do not show.
    /// </summary>
    /// <param name="value">The point.</param>
    public static string Point(double value) => double.IsFinite(value)
        ? value.ToString("G12", CultureInfo.InvariantCulture).Replace('-', '−')
        : Of(value);

    /// <summary>Formats a share of one in percent: <c>92.44 %</c>.</summary>
    /// <param name="share">The share.</param>
    public static string Percent(double share) => Of(100 * share) + " %";

    /// <summary>Formats a time with its unit: <c>38 ns</c>, <c>9.26 µs</c>, <c>2.83 s</c>.</summary>
    /// <param name="seconds">The time [s].</param>
    public static string Time(double seconds) => Math.Abs(seconds) switch
    {
        double.NaN => "–",
        < 1e-6 => $"{Of(seconds * 1e9, 3)} ns",
        < 1e-3 => $"{Of(seconds * 1e6, 3)} µs",
        < 1 => $"{Of(seconds * 1e3, 3)} ms",
        _ => $"{Of(seconds, 3)} s",
    };

    /// <summary>
    /// Formats a rate: <c>3.2 a second</c>, <c>12 a minute</c>; empty for no progress, and within the first second,
    /// whose rates are noise.
    /// </summary>
    /// <param name="done">The completed number.</param>
    /// <param name="elapsed">The elapsed time.</param>
    public static string Rate(double done, TimeSpan elapsed)
    {
        if (!(done > 0) || elapsed < TimeSpan.FromSeconds(1)) return "";
        double second = done / elapsed.TotalSeconds;
        return second switch
        {
            >= 1 => $"{Of(second, 2)} a second",
            >= 1 / 60.0 => $"{Of(60 * second, 2)} a minute",
            _ => $"{Of(3600 * second, 2)} an hour",
        };
    }
}
