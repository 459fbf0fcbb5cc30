using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RomHost.Tests.Architecture;

/// <summary>A release has one version everywhere, and a section of the changelog.</summary>
public sealed partial class ReleaseTests
{
    private static readonly string[] Kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

    // The keys of Citation File Format 1.2.0. It requires cff-version, message, title and authors.
    private static readonly string[] CitationKeys =
    [
        "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
        "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
        "repository-code", "title", "type", "url", "version",
    ];

    [Fact]
    public void Citation_HasTheRequiredKeys_AndTheVersionOfTheSources()
    {
        var citation = Yaml.Parse(Repository.Read("CITATION.cff"));
        Assert.Empty(citation.Children.Keys.Select(key => key.ToString()).Except(CitationKeys));
        Assert.Equal("1.2.0", citation.Text("cff-version"));
        Assert.All((string[])["message", "title"], key => Assert.NotEmpty(citation.Text(key) ?? ""));
        Assert.NotEmpty(citation.Items("authors"));
        Assert.All(
            citation.Items("authors"),
            author => Assert.NotEmpty(author.Text("name") ?? author.Text("family-names") ?? ""));
        Assert.Equal("software", citation.Text("type"));
        Assert.Equal(Repository.Property("PackageLicenseExpression"), citation.Text("license"));
        Assert.Equal(Repository.Version, citation.Text("version"));
    }

    [Fact]
    public void Sample_ReferencesThePackageOfThisVersion() => Assert.Equal(
        $"#:package Rom.Analysis@{Repository.Version}",
        Repository.Read("samples/quick-benchmark.cs").Split('\n')[0]);

    // The project names the folder that it copies from, and a folder that is missing would be copied as nothing.
    [Fact]
    public void LibTorch_HasOneVersion_InItsProjectAndInThePackages()
    {
        var project = XDocument.Parse(Repository.Read("plugins/Lstm/Lstm.csproj"));
        string copied = project.Descendants("LibTorchVersion").Single().Value;
        var packages = Repository.Packages
            .Where(package => package.Key.StartsWith("libtorch-", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Equal(copied, package.Value));
    }

    [Fact]
    public void Changelog_BeginsWithAnUnreleasedSection_AndKeepsItsForm()
    {
        var headings = Repository.Read("CHANGELOG.md").Split('\n')
            .Where(line => line.StartsWith("##", StringComparison.Ordinal));
        Assert.Equal("## Unreleased", headings.First());
        Assert.Empty(OddHeadings(headings));
    }

    [Theory]
    [InlineData("## 1.2")]
    [InlineData("## 1.2.0")]
    [InlineData("## 1.2.0 - yesterday")]
    [InlineData("## Unreleased")]
    [InlineData("### Improved")]
    [InlineData("### Added")]
    [InlineData("#### Added")]
    public void ChangelogForm_RefusesOtherHeadings(string odd) =>
        Assert.Equal([odd], OddHeadings(["## Unreleased", "### Added", odd, "## 1.1.0 - 2026-01-31", "### Added"]));

    [Theory]
    [InlineData("1.2.0", "### Added\n- A thing.\n")]
    [InlineData("1.2.0-rc.1", "- A preview.\n")]
    public void ReleaseNotes_AreTheSectionOfTheVersion(string version, string notes) =>
        Assert.Equal((0, notes, ""), ReleaseNotes(version));

    [Theory]
    [InlineData("1.2.0-rc.2", "expected a section '## 1.2.0-rc.2 - ")]
    [InlineData("1.2.0-beta", "expected a section '## 1.2.0-beta - ")]
    [InlineData("1.3.0", "expected 1.2.0, the version in Directory.Build.props, found 1.3.0")]
    [InlineData("1.2", "expected a version such as 1.2.0 or 1.2.0-rc.1, found '1.2'")]
    [InlineData("01.2.0", "expected a version such as")]
    [InlineData("1.2.0 -", "expected a version such as")]
    [InlineData("1.2.0$(id)", "expected a version such as")]
    [InlineData("", "expected a version such as")]
    public void ReleaseNotes_RefuseAVersionThatIsNotReady(string version, string error)
    {
        var (code, output, message) = ReleaseNotes(version);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"release-notes: {error}", message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> OddHeadings(IEnumerable<string> headings)
    {
        string section = "";
        var seen = new HashSet<string>();
        foreach (string heading in headings)
        {
            bool isSection = heading.StartsWith("## ", StringComparison.Ordinal);
            if (isSection) section = heading;
            bool known = isSection
                ? heading == "## Unreleased" || VersionHeading().IsMatch(heading)
                : Kinds.Any(kind => heading == $"### {kind}");
            if (!known || !seen.Add(isSection ? heading : section + heading)) yield return heading;
        }
    }

    // Runs the script beside sources of version 1.2.0 and a changelog of that version and a preview.
    private static (int ExitCode, string Output, string Error) ReleaseNotes(string version)
    {
        Bash.SkipIfMissing();
        string folder = Directory.CreateTempSubdirectory("romhost-release-").FullName;
        string script = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, ".ci")).FullName, "release-notes");
        try
        {
            File.Copy(Repository.PathOf(".ci/release-notes"), script);
            File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "  <Version>1.2.0</Version>\n");
            File.WriteAllText(Path.Combine(folder, "CHANGELOG.md"), """
                # Changelog
                ## Unreleased
                - Not yet.
                ## 1.2.0 - 2026-01-31
                ### Added
                - A thing.
                ## 1.2.0-rc.1 - 2026-01-30
                - A preview.
                ## 1.2.0-beta - 2026-01-29

                ## 1.1.0 - 2025-12-31
                - An older thing.

                """);
            return Bash.Run(script, version);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"^## \d+\.\d+\.\d+(-[0-9A-Za-z.]+)? - \d{4}-\d\d-\d\d$")]
    private static partial Regex VersionHeading();
}
