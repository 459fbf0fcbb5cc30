using System.Reflection;
using System.Text.RegularExpressions;
using Rom.Analysis.Contests;
using RomHost.Artifacts;
using RomHost.Evaluation;

namespace RomHost.Tests.Architecture;

/// <summary>
/// The names of scores, stages and cases stand once, in their lists: other code and the report's script take them from
/// there.
/// </summary>
public sealed partial class NamesOfResultsTests
{
    // T_forecast and so on are those of the list; others use the members of the three lists.
    private static readonly string[] Lists =
        ["src/RomHost/Evaluation/Score.cs", "src/RomHost/Artifacts/StageNames.cs"];

    private static IEnumerable<string> Names =>
    [
        .. Score.All.Select(score => score.Name), .. ConstantsOf(typeof(StageNames)), CaseResult.OneStep,
        CaseResult.EndToEnd,
    ];

    [Fact]
    public void Names_AreNoLiteralsElsewhere()
    {
        string[] names = [.. Names];
        Assert.InRange(names.Length, 20, 100);
        string[] sources =
        [
            .. Repository.Files().Where(path => path.StartsWith("src/RomHost/", StringComparison.Ordinal)
                && path.EndsWith(".cs", StringComparison.Ordinal) && !Lists.Contains(path)),
            "src/RomHost/Reporting/Html/Assets/report.js",
        ];
        Assert.InRange(sources.Length, 150, 1000);
        string[] found =
        [
            .. from source in sources
               from name in names.Intersect(
                   Literal().Matches(Repository.Read(source)).Select(match => match.Groups["text"].Value))
               select $"{source}: {name}",
        ];
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("table.Add(\"r2_pod\")", "r2_pod")]
    [InlineData("model.scores['r2_pod']", "r2_pod")]
    [InlineData("model.scores.r2_pod", "r2_pod")]
    public void ALiteral_IsFound(string code, string name) =>
        Assert.Contains(name, Literal().Matches(code).Select(match => match.Groups["text"].Value));

    private static IEnumerable<string> ConstantsOf(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex("""["'.](?<text>\w+)""")]
    private static partial Regex Literal();
}
