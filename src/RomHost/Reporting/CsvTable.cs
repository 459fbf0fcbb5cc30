using System.Globalization;
using System.Text;
using Rom.Numerics.Files;

namespace RomHost.Reporting;

/// <summary>A table in CSV (RFC 4180). Numbers keep every digit; those that are not defined are empty fields.</summary>
/// <param name="columns">Names of the columns.</param>
internal sealed class CsvTable(params string[] columns)
{
    private readonly StringBuilder text = new StringBuilder().AppendJoin(',', columns).Append('\n');

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

    private static string Field(object? value) => value switch
    {
        null => "",
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        string plain when plain.AsSpan().IndexOfAny(",\"\r\n") < 0 => plain,
        string special => $"\"{special.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => throw new ArgumentException($"no CSV form for {value.GetType()}"),
    };
}
