using System.Globalization;
using Spectre.Console;

namespace RomHost.Reporting.Tables;

/// <summary>Writes a table of experiments for people.</summary>
internal static class ResultTableText
{
    // Where no terminal limits it: a file or a program takes whole lines.
    private const int Unlimited = 10_000;

    /// <summary>Writes the table, and below it the meaning of its figures.</summary>
    /// <param name="output">The output.</param>
    /// <param name="table">The table.</param>
    /// <param name="width">Columns of the terminal; null where there is none.</param>
    public static void Write(TextWriter output, ResultTable table, int? width)
    {
        var shown = new Table { ShowRowSeparators = false };
        foreach (string key in table.Columns)
        {
            bool isText = table.Rows.All(row => row[table.Columns.ToList().IndexOf(key)].Mean is null);
            shown.AddColumn(new TableColumn(Markup.Escape(ResultKeys.TitleOf(key)))
            {
                Alignment = isText ? Justify.Left : Justify.Right,
            });
        }
        if (table.IsGrouped)
            shown.AddColumn(new TableColumn(ResultTable.SizeColumn) { Alignment = Justify.Right });
        for (int row = 0; row < table.Rows.Count; row++)
        {
            var cells = table.Rows[row].Zip(table.Columns, (cell, key) => Markup.Escape(cell.Show(key)));
            shown.AddRow(table.IsGrouped
                ? [.. cells, table.Sizes[row].ToString(CultureInfo.InvariantCulture)]
                : [.. cells]);
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width ?? Unlimited;
        console.Write(shown);
        if (table.IsGrouped) output.WriteLine("±: standard deviation over the experiments of a row.");
        if (table.Rows.Any(row => row.Any(cell => cell.Low is not null)))
            output.WriteLine("In brackets: 95 % interval over the test runs of one experiment.");
        if (table.HasTimesOfOthers) output.WriteLine(ResultCell.TimedElsewhereMeaning);
    }
}
