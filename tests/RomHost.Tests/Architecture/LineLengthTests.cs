using System.Globalization;
using System.Text.RegularExpressions;

namespace RomHost.Tests.Architecture;

/// <summary>Source files keep the line length that <c>.editorconfig</c> states.</summary>
public sealed partial class LineLengthTests
{
    private static readonly string Repository =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    private static readonly string[] Folders = ["benchmarks", "plugins", "samples", "src", "templates", "tests"];

    [Fact]
    public void SourceLines_AreNoLongerThanTheEditorConfigAllows()
    {
        var (ending, most) = Rule();
        string[] files = [.. Folders.SelectMany(folder => Sources(folder, ending))];
        Assert.InRange(files.Length, 500, int.MaxValue);
        string[] tooLong =
        [
            .. from file in files
               from line in File.ReadLines(Path.Combine(Repository, file)).Index()
               let length = line.Item.EnumerateRunes().Count()
               where length > most
               select $"{file}:{line.Index + 1}: {length} columns",
        ];
        Assert.True(tooLong.Length == 0, $"expected at most {most} columns, found\n{string.Join('\n', tooLong)}");
    }

    private static (string Ending, int Most) Rule()
    {
        var match = RulePattern().Match(File.ReadAllText(Path.Combine(Repository, ".editorconfig")));
        Assert.True(match.Success, "expected a section of .editorconfig that states max_line_length");
        return (match.Groups["ending"].Value, int.Parse(match.Groups["most"].Value, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Sources(string folder, string ending) =>
        Directory.EnumerateFiles(Path.Combine(Repository, folder), "*" + ending, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal)
                && !path.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex(
        @"^\[\*(?<ending>\.\w+)\]\r?\n(?:(?!\[).*\n)*?max_line_length = (?<most>\d+)", RegexOptions.Multiline)]
    private static partial Regex RulePattern();
}
