using System.Globalization;
using Rom.Forecasting.Serialization;

namespace RomHost.Reporting.Tables;

/// <summary>A cell of a table of results: a value, or the mean of several with their standard deviation.</summary>
/// <param name="Text">The text of a value that is no number, or that all rows share.</param>
/// <param name="Mean">The value or the mean.</param>
/// <param name="Deviation">The standard deviation over the rows; null for one row.</param>
/// <param name="Low">Lower end of the 95 % interval of one row; null for several.</param>
/// <param name="High">Upper end of that.</param>
/// <param name="Count">The number of rows with a number.</param>
/// <param name="Rows">The number of rows.</param>
internal sealed record ResultCell(
    string? Text, double? Mean, double? Deviation, double? Low, double? High, int Count, int Rows)
{
    /// <summary>Marks a time that another experiment measured.</summary>
    public const string TimedElsewhere = "*";

    /// <summary>The meaning of <see cref="TimedElsewhere"/>.</summary>
    public const string TimedElsewhereMeaning = TimedElsewhere
        + ": a time, or a part of it, that another experiment measured, from which artifacts are linked; it may be "
        + "that of another machine.";

    /// <summary>The other experiments that measured it; none for a time of these experiments, or no time.</summary>
    public IReadOnlyList<string> TimedIn { get; init; } = [];

    /// <summary>Makes the cell of rows that belong together.</summary>
    /// <param name="values">The value of each row, at least one row.</param>
    public static ResultCell Of(IReadOnlyList<ResultValue?> values) => Joined(values) with
    {
        TimedIn = [.. values.SelectMany(value => value?.TimedIn ?? []).Distinct().Order(StringComparer.Ordinal)],
    };

    private static ResultCell Joined(IReadOnlyList<ResultValue?> values)
    {
        ResultValue[] found = [.. values.OfType<ResultValue>()];
        double[] numbers = [.. found.Select(value => value.Number).OfType<double>()];
        string[] texts = [.. found.Select(value => value.Text).OfType<string>().Distinct()];
        if (values.Count == 1 && found is [var one])
            return new(one.Text, one.Number, null, one.Low, one.High, numbers.Length, 1);
        if (numbers.Length < found.Length || (texts.Length == 1 && found.All(value => value.Text is not null)))
        {
            string all = string.Join(", ", texts.Order(StringComparer.Ordinal));
            double? shared = texts.Length == 1 && numbers.Length > 0 ? numbers[0] : null;
            return new(all, shared, null, null, null, 0, values.Count);
        }
        return numbers.Length == 0
            ? new(null, null, null, null, null, 0, values.Count)
            : new(
                null, numbers.Average(), numbers.Length > 1 ? Deviate(numbers) : null, null, null, numbers.Length,
                values.Count);
    }

    /// <summary>Formats the cell for people.</summary>
    /// <param name="key">The key of its column.</param>
    public string Show(string key) => Shown(key) + (TimedIn.Count > 0 ? " " + TimedElsewhere : "");

    private string Shown(string key)
    {
        bool isTime = key.EndsWith("seconds", StringComparison.Ordinal);
        string Number(double value) =>
            isTime ? NumberText.Time(value)
            : key == "parameter_count" && value == Math.Floor(value)
            ? value.ToString("N0", CultureInfo.InvariantCulture)
            : NumberText.Of(value);
        if (Mean is not { } mean) return Text ?? "–";
        if (Text is not null && !isTime && key != "parameter_count") return Text;
        string shown = Number(mean);
        if (Deviation is { } deviation)
            shown += " ± " + (isTime ? NumberText.Time(deviation) : NumberText.Of(deviation, 2));
        if (Low is { } low && High is { } high) shown += $" ({NumberText.Of(low)} to {NumberText.Of(high)})";
        // A mean of some only may flatter the model.
        return Count == Rows || Count == 0 ? shown : $"{shown} [{Count} of {Rows}]";
    }

    private static double Deviate(double[] numbers)
    {
        if (numbers.All(number => number == numbers[0])) return 0; // rounding of the mean is no deviation
        double mean = numbers.Average();
        return Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Length - 1));
    }
}
