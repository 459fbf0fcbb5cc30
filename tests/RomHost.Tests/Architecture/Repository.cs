using System.IO.Enumeration;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RomHost.Tests.Architecture;

/// <summary>Reads files of the repository that these tests are built from.</summary>
internal static partial class Repository
{
    private static readonly string[] Outputs =
        [".git", "bin", "obj", "artifacts", "oscar_output", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>The root folder.</summary>
    public static string Root { get; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    /// <summary>The version in Directory.Build.props.</summary>
    public static string Version => Property("Version");

    /// <summary>The versions of the packages in Directory.Packages.props, by name.</summary>
    public static Dictionary<string, string> Packages => XDocument.Parse(Read("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

    /// <summary>Returns the absolute path of a file.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>Reads a text file.</summary>
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Returns a property of Directory.Build.props.</summary>
    public static string Property(string name) =>
        XDocument.Parse(Read("Directory.Build.props")).Descendants(name).Single().Value;

    /// <summary>Lists all files, relative to the root, except outputs of builds and runs.</summary>
    public static IEnumerable<string> Files() => new FileSystemEnumerable<string>(
        Root,
        (ref entry) => Path.GetRelativePath(Root, entry.ToFullPath()).Replace('\\', '/'),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref entry) => !Outputs.Contains(entry.FileName.ToString()),
    };

    /// <summary>
    /// Lists the files of the repository that commands or pages name and that do not exist. A type may stand for its
    /// file.
    /// </summary>
    public static IEnumerable<string> MissingFiles(string commands) => NamedFile().Matches(commands)
        .Select(match => match.Value)
        .Where(path => !Path.Exists(PathOf(path)) && !File.Exists(PathOf(path + ".cs"))).Distinct();

    // Paths in folders that hold sources, and solutions and projects. Patterns with *, outputs, and plugins/_shared of
    // a build are left out.
    [GeneratedRegex(
        """
        (?<![^\s"'=])
        (?: (?:\./)? (?:\.ci|\.github|benchmarks|configs|docs|eng|plugins(?!/_)|samples|src|templates|tests) / [\w./-]+
          | [\w./-]+ \. (?:sln|csproj) )
        (?![^\s"';)])
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NamedFile();
}
