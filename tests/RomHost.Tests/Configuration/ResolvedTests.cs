using RomHost.Configuration;

namespace RomHost.Tests.Configuration;

public class ResolvedTests
{
    public static TheoryData<string> Files => ["gas", "NDYN04_gas", "NDYN06_supernova_VS", "NDYN08_pure_vicsek"];

    [Theory]
    [MemberData(nameof(Files))]
    public void TheResolvedFile_ReadsBackToTheSameExperiment(string name)
    {
        Experiment first = Sample.Bind(Sample.Text(name + ".yaml"), "models.MVAR.lag=4");
        string text = ConfigurationWriter.WriteResolved(first);
        Experiment second = Sample.Bind(text);
        Assert.Equal(ConfigurationFlattener.Flatten(first), ConfigurationFlattener.Flatten(second));
        Assert.Equal(first.SimulatorOptions, second.SimulatorOptions);
        Assert.Equal(first.Models.Select(model => model.Options), second.Models.Select(model => model.Options));
        Assert.Equal(
            first.TrainRuns.Concat(first.TestRuns).Select(run => (run.Label, run.InitialCondition)),
            second.TrainRuns.Concat(second.TestRuns).Select(run => (run.Label, run.InitialCondition)));
    }

    [Fact]
    public void EachValue_HasItsOriginBesideIt()
    {
        string[] lines = ConfigurationWriter.WriteResolved(Sample.Bind(Sample.Block, "models.A.lag=4")).Split('\n');
        Assert.Contains(lines, line => line.Trim().StartsWith("dt: 0.1 ") && line.EndsWith("# f.yaml:5"));
        Assert.Contains(lines, line => line.Trim().StartsWith("lag: 4 ") && line.EndsWith("# --set models.A.lag"));
        Assert.Contains(lines, line => line.Trim().StartsWith("radius: [2, 3] ") && line.EndsWith("# f.yaml:10"));
        Assert.Contains(lines, line => line.Trim().StartsWith("particles: 100 ") && line.EndsWith("# default"));
        Assert.Contains(lines, line => line.Trim().StartsWith("modes: null ") && line.EndsWith("# default"));
    }

    [Fact]
    public void TextThatLooksLikeSomethingElse_StaysText()
    {
        string[] awkward =
            ["yes", "007", "", "a: b", "# no", "null", "\"'\\", "tab\there", "é\u2028", "- x", "~", "1e5", "😀"];
        foreach (string text in awkward)
        {
            Experiment first = Sample.Bind(
                Sample.Block + "\n  - {name: K, plugin: sink, must: m}", $"models.K.maybe_text={Quote(text)}");
            Experiment second = Sample.Bind(ConfigurationWriter.WriteResolved(first));
            Assert.Equal(text, ((Fakes.FakeKitchenSinkOptions)second.Models[1].Options).MaybeText);
        }

        static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
    }

    [Fact]
    public void FlattenedKeys_NameModels_AndNumbersAreSpelledOneWay()
    {
        OrderedDictionary<string, string> flat = ConfigurationFlattener.Flatten(Sample.Bind(
            Sample.With("lag: 3", "lag: 3\n    ridge_alpha: 1.0e-4")));
        Assert.Equal("3", flat["models.A.lag"]);
        Assert.Equal("0.0001", flat["models.A.ridge_alpha"]);
        Assert.Equal("[2, 3]", flat["train.initial_conditions[0].radius"]);
        Assert.Equal("5", flat["density.bandwidth"]);
        Assert.Equal("true", flat["simulator.forces.enabled"]);
        Assert.Equal("none", flat["evaluation.clamp"]);
        Assert.Equal("experiment_name", flat.First().Key);
    }

    [Fact]
    public void TheGivenBytes_AreKept()
    {
        byte[] bytes = File.ReadAllBytes(Sample.File("gas.yaml"));
        Assert.Equal(bytes, ConfigurationDocument.Read(Sample.File("gas.yaml")).Bytes.ToArray());
    }
}
