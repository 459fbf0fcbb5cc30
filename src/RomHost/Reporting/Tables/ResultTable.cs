using System.Globalization;
using Rom.Forecasting.Serialization;

namespace RomHost.Reporting.Tables;

/// <summary>
/// A table of experiments: a row for each experiment and model, or for several that belong together; of the options
/// those that differ.
/// </summary>
/// <param name="Columns">The keys of the columns.</param>
/// <param name="Rows">The cells of each row, in the order of the columns.</param>
/// <param name="Sizes">The number of experiments of each row.</param>
internal sealed record ResultTable(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ResultCell>> Rows, IReadOnlyList<int> Sizes)
{
    /// <summary>The column with the number of experiments of a row.</summary>
    public const string SizeColumn = "experiments";

    /// <summary>The names of the experiments of each row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Experiments { get; init; } = [];

    /// <summary>Whether a row stands for several experiments.</summary>
    public bool IsGrouped => Sizes.Any(size => size > 1);

    /// <summary>Whether another experiment measured one of the times.</summary>
    public bool HasTimesOfOthers => Rows.Any(row => row.Any(cell => cell.TimedIn.Count > 0));

    /// <summary>Makes a table.</summary>
    /// <param name="all">The results of each experiment and model.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="InvalidDataException">A key of the request is in no result.</exception>
    public static ResultTable Of(IReadOnlyList<ResultRow> all, ResultRequest request)
    {
        if (all.Count > 0) request.Check(all);
        ResultRow[] rows = [.. all.Where(row =>
            request.Words.All(row.IsNamed) && request.Conditions.All(condition => condition.Holds(row)))];
        string[] differing = request.By.Count > 0 ? [.. request.By] : Differing(rows, request.KeepsSeeds);
        var groups = rows.GroupBy(row => GroupOf(row, request)).Select(group => group.ToArray()).ToList();
        if (request.Sort is { } sort)
        {
            int direction = ResultKeys.IsBetterHigher(sort) == request.IsReversed ? 1 : -1;
            groups = [.. groups.OrderBy(group => CellOf(group, sort), new CellOrder(direction))];
        }
        else if (request.By.Count > 0)
        {
            var order = Comparer<ResultValue?>.Create(ResultValue.Compare);
            foreach (string key in request.By.Reverse()) groups = [.. groups.OrderBy(group => group[0][key], order)];
        }
        bool hasNames = request.By.Count == 0 && groups.All(group => group.Length == 1);
        string[] columns =
        [
            .. (hasNames ? [ResultKeys.Experiment] : Array.Empty<string>()),
            ResultKeys.Model, .. differing.Where(key => key != ResultKeys.Model), .. request.Columns, "status",
            .. request.Metrics, .. ResultKeys.Costs,
        ];
        columns = [.. columns.Distinct().Where(key =>
            key != "status" || rows.Any(row => row[key] is { Text: not "ok" }))];
        return new ResultTable(
            columns, [.. groups.Select(group => columns.Select(key => CellOf(group, key)).ToArray())],
            [.. groups.Select(group => group.Length)])
        {
            Experiments = [.. groups.Select(group => group.Select(row => row.Experiment).ToArray())],
        };
    }

    /// <summary>Returns the table with its rows in another order.</summary>
    /// <param name="key">The key of a column: scores with the best first, all else from below.</param>
    /// <param name="isReversed">The other way round.</param>
    /// <exception cref="InvalidDataException">The table has no such column.</exception>
    public ResultTable Sorted(string key, bool isReversed)
    {
        int column = Columns.ToList().IndexOf(key);
        if (column < 0) throw new InvalidDataException($"expected a column to sort by, found '{key}'");
        int direction = ResultKeys.IsBetterHigher(key) == isReversed ? 1 : -1;
        int[] order = [.. Enumerable.Range(0, Rows.Count).OrderBy(i => Rows[i][column], new CellOrder(direction))];
        return this with
        {
            Rows = [.. order.Select(i => Rows[i])],
            Sizes = [.. order.Select(i => Sizes[i])],
            Experiments = [.. order.Select(i => Experiments[i])],
        };
    }

    /// <summary>
    /// Converts the table to CSV: numbers in full, with interval and deviation in columns of their own.
    /// </summary>
    public CsvTable ToCsv()
    {
        var fields = Columns.SelectMany((key, i) => FieldsOf(key, i)).ToList();
        var table = new CsvTable([.. fields.Select(field => field.Name), SizeColumn]);
        for (int row = 0; row < Rows.Count; row++)
            table.Add([.. fields.Select(field => field.Of(Rows[row][field.Column])), Sizes[row]]);
        return table;
    }

    private IEnumerable<(string Name, int Column, Func<ResultCell, object?> Of)> FieldsOf(string key, int column)
    {
        bool Has(Func<ResultCell, double?> of) => Rows.Any(row => of(row[column]) is not null);
        yield return (key, column, cell => cell.Mean ?? (object?)cell.Text);
        if (Has(cell => cell.Low)) yield return ($"{key}_low", column, cell => cell.Low);
        if (Has(cell => cell.High)) yield return ($"{key}_high", column, cell => cell.High);
        if (Has(cell => cell.Deviation)) yield return ($"{key}_standard_deviation", column, cell => cell.Deviation);
        if (Rows.Any(row => row[column].TimedIn.Count > 0))
            yield return ($"{key}_timed_in", column, cell => string.Join(' ', cell.TimedIn));
    }

    private static string GroupOf(ResultRow row, ResultRequest request) =>
        request.By.Count > 0 ? string.Join('\n', request.By.Select(key => TextOf(row, key)).Append(row.Model))
        : request.KeepsSeeds ? $"{row.Root}\n{row.Model}"
        : $"{row.Setting}\n{row.Model}";

    // Of an experiment's options all that differ; of a model's those that differ between models of one plugin.
    private static string[] Differing(ResultRow[] rows, bool keepsSeeds)
    {
        var keys = new OrderedDictionary<string, bool>();
        foreach (string key in rows.SelectMany(row => row.Options.Keys).Distinct())
        {
            if (key == ResultKeys.Seed && !keepsSeeds) continue;
            if (rows.Select(row => row.Options.GetValueOrDefault(key)).Distinct().Skip(1).Any()) keys[key] = true;
        }
        foreach (var plugin in rows.GroupBy(row => row.Plugin))
        {
            foreach (string key in plugin.SelectMany(row => row.OptionsOfModel.Keys).Distinct())
            {
                if (plugin.Select(row => row.OptionsOfModel.GetValueOrDefault(key)).Distinct().Skip(1).Any())
                    keys[key] = true;
            }
        }
        return [.. keys.Keys];
    }

    private static ResultCell CellOf(ResultRow[] group, string key) =>
        ResultCell.Of([.. group.Select(row => row[key])]);

    private static string TextOf(ResultRow row, string key) =>
        row[key] is { } value ? value.Text ?? value.Number?.ToString("R", CultureInfo.InvariantCulture) ?? "" : "";

    // Missing values are last in either direction.
    private sealed class CellOrder(int direction) : IComparer<ResultCell>
    {
        public int Compare(ResultCell? a, ResultCell? b) => (ValueOf(a!), ValueOf(b!)) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            var (one, other) => direction * ResultValue.Compare(one, other),
        };

        private static ResultValue? ValueOf(ResultCell cell) =>
            cell.Mean is { } mean ? new(null, mean) : cell.Text is { } text ? ResultValue.Of(text) : null;
    }
}
