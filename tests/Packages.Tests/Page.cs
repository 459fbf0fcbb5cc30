using System.Text;
using System.Text.RegularExpressions;

namespace Packages.Tests;

/// <summary>
/// A page of docs/ that is followed as a reader would: <c>sh</c> blocks are run, one after the other in one shell;
/// blocks with <c>file=NAME</c> are written; blocks with <c>in=NAME</c> are compared with what stands in that file; and
/// the lines of <c>text</c> blocks must have been printed by the commands before, numbers aside.
/// </summary>
internal sealed partial class Page
{
    private const string Marker = "@@@ block";

    private readonly string name;

    private Page(string name, IReadOnlyList<Block> blocks) => (this.name, Blocks) = (name, blocks);

    /// <summary>The blocks, in the order of the page.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Reads a page.</summary>
    /// <param name="name">Its name in docs/.</param>
    public static Page Read(string name)
    {
        string text = File.ReadAllText(Path.Combine(Installation.Repository, "docs", name));
        return new Page(
            name,
            [.. Fence().Matches(text)
                .Select(match => BlockOf(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))]);
    }

    /// <summary>Follows the page.</summary>
    /// <param name="user">Whose machine it is.</param>
    /// <param name="folder">Where to begin.</param>
    /// <param name="skip">Blocks that were dealt with before.</param>
    public void Follow(Installation user, string folder, int skip = 0)
    {
        var blocks = Blocks.Skip(skip).ToList();
        var script = new StringBuilder();
        for (int i = 0; i < blocks.Count; i++)
            script.Append($"echo '{Marker} {i}'\n").Append(blocks[i].Script).Append('\n');
        string output = user.Run(folder, script.ToString()).Expect(0).Output;
        string printed = "";
        for (int i = 0; i < blocks.Count; i++)
        {
            int begin = output.IndexOf($"{Marker} {i}\n", StringComparison.Ordinal),
                end = output.IndexOf($"{Marker} {i + 1}\n", StringComparison.Ordinal);
            string own = end < 0 ? output[begin..] : output[begin..end];
            if (blocks[i] is Commands) printed = own;
            if (blocks[i] is Printed expected) Compare(expected, printed);
        }
    }

    private void Compare(Printed expected, string printed)
    {
        var lines = printed.Split('\n').Select(Shape).ToHashSet();
        foreach (string line in expected.Text.Split('\n').Where(line => line.Trim().Length > 0))
            Assert.True(lines.Contains(Shape(line)), $"docs/{name}: expected the line\n{line}\nfound\n{printed}");
    }

    // Numbers, the units of times, and blanks that line up columns differ from run to run.
    private static string Shape(string line) =>
        Blanks().Replace(Numbers().Replace(Times().Replace(line, "0 s"), "0"), " ").Trim();

    private static Block BlockOf(string language, string information, string text)
    {
        if (information.StartsWith("file=", StringComparison.Ordinal)) return new Written(information[5..], text);
        if (information.StartsWith("in=", StringComparison.Ordinal)) return new Shown(information[3..], text);
        return language switch
        {
            "sh" => new Commands(text),
            "text" => new Printed(text),
            _ => throw new FormatException($"a block of {language} that nobody runs: {text}"),
        };
    }

    [GeneratedRegex(@"^```([a-z]*) ?([^\n]*)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\d[\d.,]* (ns|µs|ms|s)\b")]
    private static partial Regex Times();

    [GeneratedRegex(@"[-−]?\d[\d.,]*(e[-+]?\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[\s─]+")]
    private static partial Regex Blanks();
}
