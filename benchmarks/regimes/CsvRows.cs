namespace Regimes;

/// <summary>Reads tables of numbers and names without commas, as experiments have them.</summary>
internal static class CsvRows
{
    /// <summary>Returns the cells of each row, by column.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] names = lines[0].Split(',');
        return
        [
            .. lines.Skip(1).Select(line => names.Zip(line.Split(','))
                .ToDictionary(cell => cell.First, cell => cell.Second)),
        ];
    }

    /// <summary>Returns a number for each row that is the same where a column is.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column.</param>
    public static int[] Strata(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, string column)
    {
        string[] names = [.. rows.Select(row => row[column])];
        return [.. names.Select(name => Array.IndexOf(names, name))];
    }
}
