using System.Globalization;
using System.Text;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Serialization;

/// <summary>
/// A table in CSV (RFC 4180). Numbers keep every digit; those that are not defined are empty fields. A text that a spreadsheet would compute
/// has an apostrophe before it.
/// </summary>
/// <param name="columns">Names of the columns.</param>
internal sealed class CsvTable(params string[] columns)
{
    private readonly StringBuilder text = new StringBuilder().AppendJoin(',', columns.Select(Field)).Append('\n');

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Numbers and texts, one for each column.</param>
    public void Add(params ReadOnlySpan<object?> fields)
    {
        if (fields.Length != columns.Length) throw new ArgumentException($"expected {columns.Length} fields, found {fields.Length}");
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(Field(fields[i]));
        }
        text.Append('\n');
    }

    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => AtomicFile.WriteText(path, text.ToString());

    // With these a formula begins (OWASP, "CSV Injection"), the wide ones in East Asian versions; a text that is a number is none.
    private static bool IsComputed(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..]
        && !double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out _);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Field(object? value) => value switch
    {
        null => "",
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        string plain => Quoted(IsComputed(plain) ? "'" + plain : plain),
        _ => throw new ArgumentException($"no CSV form for {value.GetType()}"),
    };
}
