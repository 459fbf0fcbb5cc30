using System.Reflection;
using System.Text.RegularExpressions;
using RomHost.Cli;

namespace RomHost.Tests.Architecture;

/// <summary>
/// The folders of the host's sources lean on each other in one direction only (docs/architecture.md).
/// </summary>
public sealed class FolderTests
{
    private static readonly Assembly Host = typeof(ExitCode).Assembly;

    private static readonly string Sources =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "RomHost"));

    /// <summary>
    /// Namespaces, each with the chains of its folders, the longest first; every folder stands in one.
    /// </summary>
    public static TheoryData<string, string[]> Chains => new()
    {
        {
            "RomHost",
            [
                "Cli → Reporting, Execution, Starters → Pipeline → Benchmarking → Evaluation → Models → "
                + "Artifacts, Validation → Configuration, Progress, Ending → Processes",
            ]
        },
        { "RomHost.Configuration", ["Configuration → Reference, Predecessor → Sections → Binding → Yaml"] },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void Folder_LeansOnlyOnThoseBehindItInItsChain(string root, string[] chains) =>
        Assert.Empty(Forbidden(root, chains));

    [Fact]
    public void ArrowAgainstTheChain_IsNamedWithTheTypesThatMakeIt()
    {
        IEnumerable<string> forbidden =
            Forbidden("RomHost.Configuration", ["Reference → Predecessor → Sections → Yaml → Binding → Configuration"]);
        Assert.Contains("Binding → Yaml: OptionsBinder uses ConfigNode", forbidden);
        Assert.Contains("Configuration → Predecessor: ConfigurationDocument uses PredecessorTranslator", forbidden);
        Assert.DoesNotContain(forbidden, arrow => arrow.StartsWith("Sections → Yaml", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void EachFolder_StandsInAChain(string root, string[] chains)
    {
        var folders = Host.GetTypes().Select(type => new FolderReferences(root).FolderOf(type.Namespace))
            .OfType<string>();
        Assert.Equal(new FolderChains(chains).Folders.Order(), folders.Distinct().Order());
    }

    [Theory]
    [InlineData("RomHost.Cli")]
    [InlineData("RomHost.Validation")]
    [InlineData("RomHost.Configuration")]
    [InlineData("RomHost.Configuration.Predecessor")]
    public void TypesOfAFolder_MakeNoCircle(string folder)
    {
        Type[] types = [.. Host.GetTypes().Where(type => type.Namespace == folder)];
        Assert.NotEmpty(types);
        Assert.Empty(
            Circle.In(TypeReferences.Between(types).Where(arrow => arrow.To.Namespace == folder))
                .Select(type => type.Name));
    }

    [Fact]
    public void Namespace_IsTheFolder()
    {
        string[] files = [.. Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Sources, file).Replace('\\', '/'))
            .Where(file => file.Contains('/') && file.Split('/')[0] is not ("bin" or "obj"))];
        Assert.NotEmpty(files);
        Assert.All(files,
            file => Assert.Equal("RomHost." + string.Join('.', file.Split('/')[..^1]), NamespaceOf(file)));
    }

    private static IEnumerable<string> Forbidden(string root, string[] chains)
    {
        var allowed = new FolderChains(chains);
        return new FolderReferences(root).In(Host, Sources).Where(arrow => !allowed.Allows(arrow.From, arrow.To))
            .Select(arrow => $"{arrow.From} → {arrow.To}: {arrow.Example}");
    }

    private static string NamespaceOf(string file) => Regex
        .Match(File.ReadAllText(Path.Combine(Sources, file)), @"^namespace ([\w.]+);",
            RegexOptions.Multiline).Groups[1].Value;
}
