using System.Text;

namespace Regimes;

/// <summary>Appends tables with a column for each regime to a page.</summary>
/// <typeparam name="T">The results of a regime.</typeparam>
/// <param name="page">The page.</param>
/// <param name="regimes">The results.</param>
internal sealed class MarkdownTables<T>(StringBuilder page, IReadOnlyList<T> regimes)
    where T : IRegimeResult
{
    /// <summary>Appends a table, if it has rows.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="rows">The names of its rows.</param>
    /// <param name="text">The text of a cell, by regime and row; null where there is none.</param>
    public void Append(string title, IEnumerable<string> rows, Func<T, string, string?> text)
    {
        string[] names = [.. rows];
        if (names.Length == 0) return;
        page.Append("\n| ").AppendJoin(" | ", regimes.Select(one => one.Regime.Name).Prepend(title)).Append(" |\n|")
            .Insert(page.Length, "---|", regimes.Count + 1).Append('\n');
        foreach (string name in names)
        {
            page.Append("| ").AppendJoin(" | ", regimes.Select(one => text(one, name) ?? "–").Prepend(name))
                .Append(" |\n");
        }
    }
}
