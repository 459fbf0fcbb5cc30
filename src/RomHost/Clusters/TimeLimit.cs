using System.Globalization;
using System.Text.RegularExpressions;

namespace RomHost.Clusters;

/// <summary>Reads time limits as <c>sbatch</c> takes them (its manual, <c>--time</c>).</summary>
internal static partial class TimeLimit
{
    /// <summary>Returns the time of a text.</summary>
    /// <param name="text">
    /// Minutes, <c>minutes:seconds</c>, <c>hours:minutes:seconds</c>, <c>days-hours</c>, <c>days-hours:minutes</c> or
    /// <c>days-hours:minutes:seconds</c>.
    /// </param>
    /// <returns>Seconds, in whole minutes as Slurm counts; null for no limit, and for another text.</returns>
    public static long? SecondsOf(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        bool hasDays = match.Groups["days"].Success;
        long[] parts = [.. match.Groups["part"].Captures.Select(part => Number(part.Value))];
        long seconds = (hasDays, parts) switch
        {
            (true, _) => (Number(match.Groups["days"].Value) * 86_400) + (parts[0] * 3600)
                + (parts.ElementAtOrDefault(1) * 60) + parts.ElementAtOrDefault(2),
            (false, [var hours, var minutes, var rest]) => (hours * 3600) + (minutes * 60) + rest,
            (false, [var minutes, ..]) => (minutes * 60) + parts.ElementAtOrDefault(1),
            _ => 0,
        };
        return seconds == 0 ? null : (seconds + 59) / 60 * 60;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?:(?<days>[0-9]{1,9})-)?(?<part>[0-9]{1,9})(?::(?<part>[0-9]{1,9})){0,2}\z")]
    private static partial Regex Form();
}
