using System.Globalization;
using Peers.Measuring;

namespace Peers.Reporting;

/// <summary>Formats numbers for the table: three digits, a suitable unit, and the spread.</summary>
internal static class Figure
{
    /// <summary>Formats a duration.</summary>
    /// <param name="samples">Seconds.</param>
    public static string Time(Samples samples) => $"{Time(samples.Median)} ± {Percent(samples.Spread)}";

    /// <summary>Formats a rate.</summary>
    /// <param name="samples">Seconds of one.</param>
    /// <param name="unit">The counted unit.</param>
    public static string Rate(Samples samples, string unit) =>
        $"{Rate(1 / samples.Median)} {unit}/s ± {Percent(samples.Spread)}";

    /// <summary>Formats the speed relative to a peer, with the range of the rounds.</summary>
    /// <param name="ours">Our samples.</param>
    /// <param name="peer">The peer's, of the same rounds.</param>
    public static string Ratio(Samples ours, Samples peer)
    {
        var (least, greatest) = peer.RangeOver(ours);
        return $"{Digits(peer.Over(ours))} × ({Digits(least)}–{Digits(greatest)})";
    }

    /// <summary>Formats a duration.</summary>
    /// <param name="seconds">Seconds.</param>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => $"{Digits(seconds * 1e9)} ns",
        < 1e-3 => $"{Digits(seconds * 1e6)} µs",
        < 1 => $"{Digits(seconds * 1e3)} ms",
        _ => $"{Digits(seconds)} s",
    };

    /// <summary>Formats a count per second.</summary>
    /// <param name="perSecond">The count.</param>
    public static string Rate(double perSecond) => perSecond switch
    {
        >= 1e9 => $"{Digits(perSecond / 1e9)} billion",
        >= 1e6 => $"{Digits(perSecond / 1e6)} million",
        >= 1e3 => $"{Digits(perSecond / 1e3)} thousand",
        _ => Digits(perSecond),
    };

    /// <summary>Formats memory.</summary>
    /// <param name="bytes">Bytes.</param>
    public static string Memory(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    /// <summary>Formats a share.</summary>
    /// <param name="share">0 to 1.</param>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    /// <summary>Formats three significant digits.</summary>
    /// <param name="value">A positive number.</param>
    public static string Digits(double value)
    {
        int decimals = value > 0 ? Math.Clamp(2 - (int)Math.Floor(Math.Log10(value)), 0, 6) : 0;
        return value.ToString("F" + decimals, CultureInfo.InvariantCulture);
    }
}
