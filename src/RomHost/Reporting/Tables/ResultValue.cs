using System.Globalization;

namespace RomHost.Reporting.Tables;

/// <summary>A value in a table of results.</summary>
/// <param name="Text">The value as it was written; null for a score.</param>
/// <param name="Number">Its number; null where it is none.</param>
/// <param name="Low">Lower end of its 95 % interval over test runs; null for none.</param>
/// <param name="High">Upper end of that.</param>
internal sealed record ResultValue(string? Text, double? Number, double? Low = null, double? High = null)
{
    /// <summary>The other experiments that measured it, from which artifacts are linked; none for its own.</summary>
    public IReadOnlyList<string> TimedIn { get; init; } = [];

    /// <summary>Creates a value of a text, which may be that of a number.</summary>
    /// <param name="text">The text.</param>
    public static ResultValue Of(string text) => new(
        text,
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? number
            : null);

    /// <summary>
    /// Compares two values: numbers as numbers, before texts; a missing value is last.
    /// </summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    public static int Compare(ResultValue? a, ResultValue? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        ({ Number: { } one }, { Number: { } other }) => one.CompareTo(other),
        ({ Number: not null }, _) => -1,
        (_, { Number: not null }) => 1,
        _ => string.CompareOrdinal(a.Text, b.Text),
    };
}
