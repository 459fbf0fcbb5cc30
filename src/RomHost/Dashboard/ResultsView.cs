using System.Text.Json.Nodes;
using RomHost.Evaluation;
using RomHost.Reporting.Tables;

namespace RomHost.Dashboard;

/// <summary>The table of results, a page of it at a time, and as lines over parallel axes.</summary>
internal sealed class ResultsView
{
    private const int RowsOfPage = 50, MostColumns = 60, MostTables = 16, MostLines = 2000, MostNames = 50;

    private readonly Lock gate = new();
    private readonly Dictionary<string, ResultTable> tables = [];
    private long version;

    /// <summary>Returns a page of the table.</summary>
    /// <param name="snapshot">The experiments.</param>
    /// <param name="query">What is asked for.</param>
    public JsonObject Page(RootSnapshot snapshot, ResultsQuery query)
    {
        try
        {
            var table = Sorted(snapshot, query);
            int pages = Math.Max(1, (table.Rows.Count + RowsOfPage - 1) / RowsOfPage);
            int page = Math.Min(query.Page, pages - 1), first = page * RowsOfPage;
            int[] columns = Shown(table, query);
            var rows = new JsonArray();
            for (int row = first; row < Math.Min(first + RowsOfPage, table.Rows.Count); row++)
            {
                rows.Add(new JsonObject
                {
                    ["cells"] = new JsonArray([.. columns.Select(i =>
                        (JsonNode)ShortText.Of(table.Rows[row][i].Show(table.Columns[i])))]),
                    ["experiments"] = NamesOf(table, row),
                    ["size"] = table.Sizes[row],
                });
            }
            return new JsonObject
            {
                ["problem"] = null,
                ["columns"] = new JsonArray([.. columns.Select(i => ColumnOf(table, i))]),
                ["hidden"] = table.Columns.Count - columns.Length,
                ["rows"] = rows,
                ["total"] = table.Rows.Count,
                ["page"] = page,
                ["pages"] = pages,
                ["first"] = first,
                ["is_grouped"] = table.IsGrouped,
                ["notes"] = table.HasTimesOfOthers ? new JsonArray(ResultCell.TimedElsewhereMeaning) : new JsonArray(),
                ["sort"] = SortOf(table, query),
                ["descending"] =
                    SortOf(table, query) is { } sort && ResultKeys.IsBetterHigher(sort) != query.IsReversed,
                ["reverse"] = query.IsReversed,
            };
        }
        catch (InvalidDataException e)
        {
            return Refused(e, "columns", "rows");
        }
    }

    /// <summary>Returns the rows of the table as lines over axes: the options that differ, and the scores.</summary>
    /// <param name="snapshot">The experiments.</param>
    /// <param name="query">What is asked for.</param>
    public JsonObject Parallel(RootSnapshot snapshot, ResultsQuery query)
    {
        try
        {
            var table = Sorted(snapshot, query);
            int[] axes = [.. Shown(table, query).Where(i => IsAxis(table, i))];
            return new JsonObject
            {
                ["problem"] = null,
                ["axes"] = new JsonArray([.. axes.Select(i => ColumnOf(table, i))]),
                ["score"] = Array.FindIndex(axes, i => query.Metrics.Contains(table.Columns[i])),
                ["total"] = table.Rows.Count,
                ["lines"] = new JsonArray([.. Enumerable.Range(0, Math.Min(MostLines, table.Rows.Count)).Select(row =>
                    new JsonObject
                    {
                        ["values"] = new JsonArray([.. axes.Select(i => ValueOf(table.Rows[row][i]))]),
                        ["experiments"] = NamesOf(table, row),
                    })]),
            };
        }
        catch (InvalidDataException e)
        {
            return Refused(e, "axes", "lines");
        }
    }

    /// <summary>Returns the whole table as CSV.</summary>
    /// <param name="snapshot">The experiments.</param>
    /// <param name="query">What is asked for.</param>
    /// <exception cref="InvalidDataException">It cannot be made.</exception>
    public string Csv(RootSnapshot snapshot, ResultsQuery query) => Sorted(snapshot, query).ToCsv().ToString();

    /// <summary>Lists the scores that the table can show.</summary>
    /// <param name="snapshot">The experiments.</param>
    public static JsonArray Scores(RootSnapshot snapshot) =>
    [
        .. Score.All.Concat(Score.OfForecastShift.Where(score => Has(snapshot, score)))
            .SelectMany(score => score == Score.R2 || score == Score.Rmse
                ? new[] { score.Name, $"skill_{score.Name}" }
                : [score.Name])
            .Select(key => new JsonObject
            {
                ["key"] = key,
                ["title"] = ResultKeys.TitleOf(key),
                ["usual"] = ResultKeys.UsualMetrics.Contains(key),
            }),
    ];

    private static bool Has(RootSnapshot snapshot, Score score) =>
        snapshot.Experiments.Values.Any(one => one.Rows.Any(row => row[score.Name] is not null));

    private ResultTable Sorted(RootSnapshot snapshot, ResultsQuery query)
    {
        var table = TableOf(snapshot, query);
        return SortOf(table, query) is { } key ? table.Sorted(key, query.IsReversed) : table;
    }

    // A column may be gone since it was asked for.
    private static string? SortOf(ResultTable table, ResultsQuery query) =>
        query.Sort is { } sort && table.Columns.Contains(sort) ? sort
        : query.Metrics.FirstOrDefault(table.Columns.Contains);

    private ResultTable TableOf(RootSnapshot snapshot, ResultsQuery query)
    {
        lock (gate)
        {
            if (version != snapshot.ResultsVersion || tables.Count > MostTables) tables.Clear();
            version = snapshot.ResultsVersion;
            if (tables.TryGetValue(query.Key, out var known)) return known;
            var made = ResultTable.Of(
                [.. snapshot.Experiments.Values.SelectMany(one => one.Rows)], query.Request());
            return tables[query.Key] = made;
        }
    }

    // A file of a stranger may have any number of options: its scores are shown all the same.
    private static int[] Shown(ResultTable table, ResultsQuery query)
    {
        int[] all = [.. Enumerable.Range(0, table.Columns.Count)];
        if (all.Length <= MostColumns) return all;
        bool IsKept(int i) => table.Columns[i] is ResultKeys.Experiment or ResultKeys.Model or "status"
            || query.Metrics.Contains(table.Columns[i]) || ResultKeys.Costs.Contains(table.Columns[i]);
        HashSet<int> kept = [.. all.Where(IsKept)];
        kept.UnionWith(all.Where(i => !IsKept(i)).Take(MostColumns - kept.Count));
        return [.. all.Where(kept.Contains)];
    }

    private static bool IsAxis(ResultTable table, int column) =>
        table.Columns[column] is not (ResultKeys.Experiment or "status")
        && !ResultKeys.Costs.Contains(table.Columns[column])
        && table.Rows.Any(row => row[column] is { Mean: not null } or { Text: not null });

    private static JsonNode ColumnOf(ResultTable table, int column)
    {
        string key = table.Columns[column];
        return new JsonObject
        {
            ["key"] = key,
            ["title"] = ShortText.Of(ResultKeys.TitleOf(key)),
            ["number"] = table.Rows.Any(row => row[column].Mean is not null),
        };
    }

    private static JsonArray NamesOf(ResultTable table, int row) =>
        [.. table.Experiments[row].Take(MostNames).Select(name => (JsonNode)name)];

    private static JsonNode? ValueOf(ResultCell cell) =>
        cell.Mean is { } mean && double.IsFinite(mean) ? JsonValue.Create(mean)
        : cell.Text is { } text ? JsonValue.Create(ShortText.Of(text))
        : null;

    private static JsonObject Refused(Exception e, params ReadOnlySpan<string> lists)
    {
        var answer = new JsonObject { ["problem"] = Plain(e.Message), ["total"] = 0 };
        foreach (string list in lists) answer[list] = new JsonArray();
        return answer;
    }

    /// <summary>Returns a message without the option of the command line with which it begins.</summary>
    /// <param name="message">The message.</param>
    public static string Plain(string message) =>
        message.StartsWith("--", StringComparison.Ordinal) ? message[(message.IndexOf(' ') + 1)..] : message;
}
