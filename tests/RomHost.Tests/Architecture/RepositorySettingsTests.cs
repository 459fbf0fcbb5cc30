using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace RomHost.Tests.Architecture;

/// <summary>Update settings, issue forms, documented commands and package sources of the repository.</summary>
public sealed partial class RepositorySettingsTests
{
    private static readonly string[] Intervals = ["daily", "weekly", "monthly"];
    private static readonly string[] FormElements = ["markdown", "input", "textarea", "dropdown", "checkboxes"];

    public static TheoryData<string> Forms => ["bug.yml", "feature.yml"];

    [Fact]
    public void Updates_AreGrouped_AndNameExistingPackages()
    {
        var settings = Yaml.Parse(Repository.Read(".github/dependabot.yml"));
        Assert.Equal("2", settings.Text("version"));
        var updates = settings.Items("updates").ToList();
        Assert.Equal(["nuget", "github-actions"], updates.Select(update => update.Text("package-ecosystem")));
        Assert.All(updates, update =>
        {
            Assert.Equal("/", update.Text("directory"));
            Assert.Contains(update.Get("schedule")?.Text("interval"), Intervals);
            Assert.NotEmpty(update.Items("groups"));
        });
        string[] packages = [.. Repository.Packages.Keys];
        var named = updates[0].Items("groups")
            .SelectMany(group => group.Items("patterns").Concat(group.Items("exclude-patterns")))
            .Select(node => node.ToString())
            .Concat(updates[0].Items("ignore").Select(entry => entry.Text("dependency-name")!));
        Assert.All(named, pattern =>
            Assert.Contains(packages, package => FileSystemName.MatchesSimpleExpression(pattern, package)));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void IssueForm_HasTheRequiredKeys(string file)
    {
        var form = Yaml.Parse(Repository.Read($".github/ISSUE_TEMPLATE/{file}"));
        Assert.All((string[])["name", "description"], key => Assert.NotEmpty(form.Text(key) ?? ""));
        var elements = form.Items("body").ToList();
        Assert.All(elements, element =>
        {
            bool isText = element.Text("type") == "markdown";
            Assert.Contains(element.Text("type"), FormElements);
            Assert.NotEmpty(element.Get("attributes")?.Text(isText ? "value" : "label") ?? "");
            Assert.Equal(isText, element.Text("id") is null);
        });
        var ids = elements.Select(element => element.Text("id")).OfType<string>().ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/architecture.md")]
    [InlineData(".github/pull_request_template.md")]
    public void CodeOfAPage_NamesExistingFiles(string page)
    {
        var code = Code().Matches(Repository.Read(page)).Select(match => match.Value.Trim('`')).ToList();
        Assert.NotEmpty(code);
        Assert.Empty(code.SelectMany(Repository.MissingFiles));
    }

    // Each machine has its own sources of packages. A source in the repository would be asked by everyone's builds.
    [Fact]
    public void Builds_NameNoPackageSource()
    {
        var files = Repository.Files().ToList();
        Assert.Contains("src/RomHost/RomHost.csproj", files);
        Assert.DoesNotContain(files, file => file.EndsWith("nuget.config", StringComparison.OrdinalIgnoreCase));
        Assert.All(
            files.Where(file => BuildFile().IsMatch(file)),
            file => Assert.DoesNotMatch(PackageSource(), Repository.Read(file)));
    }

    [Theory]
    [InlineData("<RestoreSources>packages</RestoreSources>")]
    [InlineData("<RestoreAdditionalProjectSources>packages</RestoreAdditionalProjectSources>")]
    [InlineData("dotnet restore --source https://example.org/index.json")]
    public void APackageSource_IsRecognized(string text) => Assert.Matches(PackageSource(), text);

    [GeneratedRegex("^```.*?^```|`[^`]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\.(csproj|props|targets|sln)$|^global\.json$|^\.ci/|^\.github/")]
    private static partial Regex BuildFile();

    [GeneratedRegex("://|Restore(AdditionalProject)?Sources|RestoreConfigFile|packageSources", RegexOptions.IgnoreCase)]
    private static partial Regex PackageSource();
}
