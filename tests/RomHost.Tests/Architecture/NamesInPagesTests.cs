using System.Text.RegularExpressions;

namespace RomHost.Tests.Architecture;

/// <summary>
/// The classes, members and folders that the pages for contributors name are there: a renamed class is renamed in the
/// pages too.
/// </summary>
public sealed partial class NamesInPagesTests
{
    // Names of .NET and of a forge's settings that the code does not use itself, and those that no class may have.
    private static readonly string[] Others =
        ["DOTNET_GCHeapHardLimit", "PACKAGE_FEED", "ResourceManager", "Common", "Helpers", "Manager", "Utils"];

    private static readonly string[] Files = [.. Repository.Files()];

    private static readonly HashSet<string> Words =
    [
        .. Files.Where(path => SourceFile().IsMatch(path) && Path.GetFileName(path) != "NamesInPagesTests.cs")
            .SelectMany(path => Word().Matches(Repository.Read(path)).Select(match => match.Value)),
        .. Files.SelectMany(path => path.Split('/')),
    ];

    [Theory]
    [InlineData("CONTRIBUTING.md", 10)]
    [InlineData("docs/architecture.md", 80)]
    public void NamesOfCode_AreThoseOfTheCode(string page, int fewest)
    {
        string[] names = [.. NamesIn(Repository.Read(page))];
        Assert.DoesNotContain(names, name => !IsThere(name));
        Assert.InRange(names.Length, fewest, 1000);
    }

    [Theory]
    [InlineData("`Evaluation/Score`", true)]
    [InlineData("`Evaluation/Scores`", false)]
    [InlineData("`Html/Assets`", true)]
    [InlineData("`ArtifactStore.Make`", true)]
    [InlineData("`ArtifactStore.Bake`", false)]
    [InlineData("`StageInputs`", false)]
    public void AName_IsThereOnlyInTheCode(string text, bool isThere) =>
        Assert.Equal(isThere, IsThere(Assert.Single(NamesIn(text))));

    private static IEnumerable<string> NamesIn(string page) =>
        Code().Matches(Fenced().Replace(page, "")).Select(match => match.Groups["name"].Value.TrimEnd('/')).Distinct();

    private static bool IsThere(string name)
    {
        if (Others.Contains(name)) return true;
        if (!name.Contains('/')) return name.Split('.').All(Words.Contains);
        return Files.Any(path => path.EndsWith($"/{name}.cs", StringComparison.Ordinal)
            || path.Contains($"/{name}/", StringComparison.Ordinal));
    }

    // An identifier of a type, a member or a folder, perhaps behind the folder that it stands in.
    [GeneratedRegex(@"(?<!`)`(?<name>(?:[A-Z][\w.]*/)*[A-Z]\w*(?:\.[A-Z]\w*)*/?)`(?!`)")]
    private static partial Regex Code();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"^(?:src|plugins|tests|eng|Directory)\b.*\.(?:cs|csproj|props|targets)$")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
