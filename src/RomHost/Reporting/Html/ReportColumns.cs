using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Numerics.Files;

namespace RomHost.Reporting.Html;

/// <summary>The columns of a table that the host wrote, for the report: numbers, thinned out where there are many rows.</summary>
internal static class ReportColumns
{
    private const int MostRows = 400;
    private const int MostColumns = 1000;
    private const long LongestFile = 64 << 20;

    /// <summary>Reads a table.</summary>
    /// <param name="path">The table.</param>
    /// <returns>The columns by name; null where a field is no number.</returns>
    /// <exception cref="InvalidDataException">It is empty, or a row has another number of fields.</exception>
    public static JsonObject Read(string path)
    {
        if (new FileInfo(path).Length > LongestFile) throw new InvalidDataException($"{path}: expected a table of at most {LongestFile >> 20} MiB");
        string[] lines = [.. RegularFile.ReadLines(path)];
        if (lines.Length == 0) throw new InvalidDataException($"{path}: expected a header, found an empty file");
        string[] names = lines[0].Split(',');
        if (names.Length > MostColumns || names.Distinct().Count() < names.Length)
            throw new InvalidDataException($"{path}: expected at most {MostColumns} columns of different names, found {names.Length}");
        int stride = (lines.Length - 2) / MostRows + 1;
        var columns = names.Select(_ => new JsonArray()).ToList();
        for (int i = 1; i < lines.Length; i += stride)
        {
            string[] fields = lines[i].Split(',');
            if (fields.Length != names.Length) throw new InvalidDataException($"{path}:{i + 1}: expected {names.Length} fields, found {fields.Length}");
            for (int k = 0; k < fields.Length; k++)
            {
                bool isNumber = double.TryParse(fields[k], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
                columns[k].Add(isNumber ? JsonValue.Create(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : null);
            }
        }
        return new JsonObject(names.Zip(columns, (name, column) => KeyValuePair.Create<string, JsonNode?>(name, column)));
    }
}
