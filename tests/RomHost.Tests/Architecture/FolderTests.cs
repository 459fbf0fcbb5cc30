using System.Reflection;
using System.Text.RegularExpressions;
using Rom.Forecasting.Reduction;
using RomHost.Cli;

namespace RomHost.Tests.Architecture;

/// <summary>
/// The folders of the host's sources, and of Rom.Forecasting, lean on each other in one direction only
/// (docs/architecture.md).
/// </summary>
public sealed class FolderTests
{
    private const string Host = "RomHost", Forecasting = "Rom.Forecasting";

    private static readonly Dictionary<string, Assembly> Assemblies = new()
    {
        [Host] = typeof(ExitCode).Assembly,
        [Forecasting] = typeof(PodBasis).Assembly,
    };

    /// <summary>
    /// Namespaces, each with the chains of its folders, the longest first; every folder stands in one.
    /// </summary>
    public static TheoryData<string, string[]> Chains => new()
    {
        {
            Host,
            [
                "Cli → Dashboard → Reporting, Execution, Starters, Sweeps, Clusters → Pipeline → Benchmarking, "
                + "Selection → Evaluation → Models → Artifacts, Validation → Configuration, Progress, Ending → "
                + "Processes",
            ]
        },
        { "RomHost.Configuration", ["Configuration → Reference, Predecessor → Sections → Binding → Yaml"] },
        {
            Forecasting,
            [
                "Forecasting → Forecasts → Experiments → Lifting, Windows → Ensembles → Plugins, Reduction → Files, "
                + "Provenance → Serialization, Work",
            ]
        },
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
        Assert.Contains(
            "Plugins → Provenance: PluginDigest uses FileDigest", Forbidden(Forecasting, ["Provenance → Plugins"]));
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void EachFolder_StandsInAChain(string root, string[] chains)
    {
        var folders = AssemblyOf(root).GetTypes().Select(type => new FolderReferences(root).FolderOf(type.Namespace))
            .OfType<string>();
        Assert.Equal(new FolderChains(chains).Folders.Order(), folders.Distinct().Order());
    }

    [Theory]
    [InlineData("RomHost.Cli")]
    [InlineData("RomHost.Validation")]
    [InlineData("RomHost.Configuration")]
    [InlineData("RomHost.Configuration.Predecessor")]
    [InlineData("Rom.Forecasting.Reduction")]
    [InlineData("Rom.Forecasting.Serialization")]
    public void TypesOfAFolder_MakeNoCircle(string folder)
    {
        Type[] types = [.. AssemblyOf(folder).GetTypes().Where(type => type.Namespace == folder)];
        Assert.NotEmpty(types);
        Assert.Empty(
            Circle.In(TypeReferences.Between(types).Where(arrow => arrow.To.Namespace == folder))
                .Select(type => type.Name));
    }

    [Theory]
    [InlineData(Host)]
    [InlineData(Forecasting)]
    public void Namespace_IsTheFolder(string project)
    {
        string sources = SourcesOf(project);
        string[] files = [.. Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(sources, file).Replace('\\', '/'))
            .Where(file => file.Contains('/') && file.Split('/')[0] is not ("bin" or "obj"))];
        Assert.NotEmpty(files);
        Assert.All(files,
            file => Assert.Equal(
                $"{project}.{string.Join('.', file.Split('/')[..^1])}", NamespaceOf(Path.Combine(sources, file))));
    }

    private static IEnumerable<string> Forbidden(string root, string[] chains)
    {
        var allowed = new FolderChains(chains);
        return new FolderReferences(root).In(AssemblyOf(root), SourcesOf(ProjectOf(root)))
            .Where(arrow => !allowed.Allows(arrow.From, arrow.To))
            .Select(arrow => $"{arrow.From} → {arrow.To}: {arrow.Example}");
    }

    private static string ProjectOf(string root) =>
        Assemblies.Keys.Single(project => root == project || root.StartsWith(project + '.', StringComparison.Ordinal));

    private static Assembly AssemblyOf(string root) => Assemblies[ProjectOf(root)];

    private static string SourcesOf(string project) => Repository.PathOf(Path.Combine("src", project));

    private static string NamespaceOf(string file) => Regex
        .Match(File.ReadAllText(file), @"^namespace ([\w.]+);", RegexOptions.Multiline).Groups[1].Value;
}
