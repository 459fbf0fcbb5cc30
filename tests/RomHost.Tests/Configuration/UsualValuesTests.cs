using System.Reflection;
using Rom.Abstractions;
using Rom.Testing.Options;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Tests.Configuration;

public class UsualValuesTests
{
    [Theory]
    [InlineData(
        "reduction: {energy: 0.1}",
        "f.yaml:2:21: reduction.energy: 0.1 is unusual, values are from 0.5 to 0.9999 as a rule: "
        + "lower shares leave the density out, higher ones add modes of noise")]
    [InlineData("reduction: {energy: 0.5}", "")]
    [InlineData("reduction: {energy: 0.9999}", "")]
    [InlineData(
        "reduction: {modes: 5000}",
        "f.yaml:2:20: reduction.modes: 5000 is unusual, values are from 1 to 1000 as a rule: "
        + "models of many modes have few snapshots for each coefficient")]
    [InlineData("reduction: {modes: null}", "")]
    public void AnUnusualValue_IsAccepted_WithAWarning(string line, string warning) => Assert.Equal(
        warning.Length == 0 ? [] : [warning],
        Sample.Bind(Sample.With("seed: 1", line)).Document.Warnings.Select(one => one.ToString()));

    [Fact]
    public void AValueThatIsImpossible_IsNoDoubtBesides() =>
        Assert.Single(Sample.Errors(Sample.With("seed: 1", "reduction: {energy: 2}")));

    [Fact]
    public void AnOverride_IsNamedAsTheOrigin() => Assert.StartsWith(
        "--set reduction.energy: reduction.energy: 0.1 is unusual",
        Assert.Single(Sample.Bind(Sample.Block, "reduction.energy=0.1").Document.Warnings).ToString());

    [Fact]
    public void AWarningForEachItemOfAList()
    {
        var warnings = new HashSet<ConfigurationWarning>();
        PropertyInfo property = typeof(Listed).GetProperty(nameof(Listed.Sizes))!;
        UsualValues.Check(
            new OptionsKey("sizes", property, AcceptsNull: false),
            new[] { 1, 20, 30 },
            RomHost.Configuration.Yaml.YamlTreeReader.Read("[1, 20, 30]", "f.yaml"),
            warnings);
        Assert.Equal(["f.yaml:1:5", "f.yaml:1:9"], warnings.Select(warning => warning.Location.ToString()));
    }

    [Fact]
    public void TheHostsDefaults_AreUsual()
    {
        foreach (Type type in new[]
        {
            typeof(ReductionOptions),
            typeof(InitialConditionOptions),
            typeof(EvaluationOptions),
        })
        {
            object defaults = OptionsShape.NewDefault(type);
            foreach (OptionsKey key in OptionsShape.Of(type).Keys)
            {
                if (key.Attribute<UsualRangeAttribute>() is not { } usual
                    || key.Property.GetValue(defaults) is not { } value)
                    continue;
                Assert.True(usual.Contains(Convert.ToDouble(value)), key.Name);
            }
        }
    }

    [Theory]
    [InlineData(0, Math.Tau, "from 0 to 6.283")]
    [InlineData(2, double.PositiveInfinity, "at least 2")]
    [InlineData(1e-6, 100_000, "from 1e-6 to 100,000")]
    [InlineData(double.MinValue, 5, "at most 5")]
    public void ARange_IsSaidInWords(double minimum, double maximum, string text) =>
        Assert.Equal(text, UsualValues.Text(new UsualRangeAttribute(minimum, maximum, "")));

    private sealed record Listed
    {
        [UsualRange(0, 10, "")]
        public IReadOnlyList<int> Sizes { get; init; } = [];
    }
}
