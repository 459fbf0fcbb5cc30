using System.Text;
using Recorded.Options;

namespace Recorded.Reading;

/// <summary>
/// Finds the comment before a table that names its columns, as <c>numpy.savetxt</c> and programs for pedestrian
/// dynamics write it: <c># id frame x/m y/m z/m</c>.
/// </summary>
internal sealed class CommentedNames
{
    // Names are next to the table; longer comments are licences.
    private const int MostComments = 32;
    private const int LongestComment = 4096;

    private static readonly char[] Separators = [' ', '\t', ',', ';'];

    private readonly Queue<string> comments = [];

    /// <summary>Adds the next comment before the table.</summary>
    /// <param name="line">The line, which begins with its mark.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        if (line.Length > LongestComment) return;
        if (comments.Count == MostComments) comments.Dequeue();
        comments.Enqueue(Encoding.UTF8.GetString(line).TrimStart(' ', '\t', '#', '%').TrimEnd());
    }

    /// <summary>
    /// Returns the names in the last comment that names as many columns as there are, one of them by its usual name;
    /// null where none does.
    /// </summary>
    /// <param name="count">Number of columns.</param>
    /// <param name="delimiter">The separator of the table's fields.</param>
    public IReadOnlyList<string>? Find(int count, Delimiter delimiter) => comments.Reverse()
        .SelectMany(comment => new[] { SplitLikeRows(comment, delimiter), SplitAtBlanks(comment) })
        .FirstOrDefault(names => names.Length == count && names.Any(TableColumns.IsUsualName));

    private static string[] SplitLikeRows(string comment, Delimiter delimiter) => comment.Split(
        delimiter switch
        {
            Delimiter.Comma => ',',
            Delimiter.Semicolon => ';',
            Delimiter.Tab => '\t',
            _ => '\n',
        },
        StringSplitOptions.TrimEntries);

    // A unit in brackets belongs to the name before it: x [px].
    private static string[] SplitAtBlanks(string comment)
    {
        var names = new List<string>();
        foreach (string word in comment.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (names.Count > 0 && word[0] is '[' or '(') names[^1] += $" {word}";
            else names.Add(word);
        }
        return [.. names];
    }
}
