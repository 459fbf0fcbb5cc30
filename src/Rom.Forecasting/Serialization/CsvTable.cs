using System.Globalization;
using System.Text;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Serialization;

/// <summary>
/// Writes tables in CSV (RFC 4180). Numbers keep every digit; undefined ones are empty fields. A text that a
/// spreadsheet would compute is prefixed by an apostrophe.
/// </summary>
/// <param name="columns">Names of the columns.</param>
internal sealed class CsvTable(params string[] columns)
{
    private const int MostColumns = 1000;
    private const long LongestFile = 64 << 20;

    private readonly StringBuilder text = new StringBuilder().AppendJoin(',', columns.Select(Field)).Append('\n');

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Numbers and texts, one for each column.</param>
    public void Add(params ReadOnlySpan<object?> fields)
    {
        if (fields.Length != columns.Length)
            throw new ArgumentException($"expected {columns.Length} fields, found {fields.Length}");
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

    /// <summary>Returns the table as text.</summary>
    public override string ToString() => text.ToString();

    /// <summary>Reads the columns of numbers of a table, thinned out where there are many rows.</summary>
    /// <param name="path">The table.</param>
    /// <param name="mostRows">Approximate upper bound of the rows that are kept.</param>
    /// <returns>The columns by name, in their order; NaN where a field is no finite number.</returns>
    /// <exception cref="InvalidDataException">
    /// It is empty or too long, or a row has another number of fields.
    /// </exception>
    public static OrderedDictionary<string, double[]> ReadNumbers(string path, int mostRows)
    {
        if (new FileInfo(path).Length > LongestFile)
            throw new InvalidDataException($"{path}: expected a table of at most {LongestFile >> 20} MiB");
        string[] lines = [.. RegularFile.ReadLines(path)];
        if (lines.Length == 0) throw new InvalidDataException($"{path}: expected a header, found an empty file");
        string[] names = lines[0].Split(',');
        if (names.Length > MostColumns || names.Distinct().Count() < names.Length)
        {
            throw new InvalidDataException(
                $"{path}: expected at most {MostColumns} columns of different names, found {names.Length}");
        }
        int stride = (lines.Length - 2) / mostRows + 1, rows = lines.Length > 1 ? (lines.Length - 2) / stride + 1 : 0;
        double[][] values = [.. names.Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            int line = 1 + row * stride;
            string[] fields = lines[line].Split(',');
            if (fields.Length != names.Length)
                throw new InvalidDataException(
                    $"{path}:{line + 1}: expected {NumberText.Count(names.Length, "field")}, found {fields.Length}");
            for (int k = 0; k < fields.Length; k++) values[k][row] = NumberOf(fields[k]);
        }
        return new(names.Zip(values, KeyValuePair.Create));
    }

    private static double NumberOf(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? number
            : double.NaN;

    // Formulas begin with these characters (OWASP, "CSV Injection"), in East Asian versions with the full-width ones; a
    // text that is a number is not a formula.
    private static bool IsComputed(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..]
        && !double.TryParse(
            text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out _);

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
