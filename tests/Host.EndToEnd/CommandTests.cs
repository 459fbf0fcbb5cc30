using System.Text.Json.Nodes;

namespace Host.EndToEnd;

public sealed class CommandTests
{
    [Theory]
    [InlineData("NDYN04_gas.yaml")]
    [InlineData("NDYN06_supernova_VS.yaml")]
    [InlineData("NDYN08_pure_vicsek.yaml")]
    public void PredecessorsFile_IsValidUnmodified_AndNamesWhatHasNoCounterpart(string file)
    {
        using var folder = new TestFolder();
        string path = Path.Combine(AppContext.BaseDirectory, "ReferenceConfigs", file);
        var result = HostProcess.Run(folder.Path, "validate", "--config", path).Expect(0);
        Assert.Contains("wsindy", result.Error);
        Assert.Contains("340", result.Output);
    }

    [Fact]
    public void Convert_PrintsAConfigurationThatMeansTheSame()
    {
        using var folder = new TestFolder();
        string path = Path.Combine(AppContext.BaseDirectory, "ReferenceConfigs", "NDYN04_gas.yaml");
        folder.Write("gas.yaml", HostProcess.Run(folder.Path, "convert", "--config", path).Expect(0).Output);
        string ours = HostProcess.Run(folder.Path, "validate", "--config", "gas.yaml").Expect(0).Output;
        Assert.Equal(HostProcess.Run(folder.Path, "validate", "--config", path).Expect(0).Output, ours);
    }

    [Fact]
    public void Schema_IsJsonAndKnowsThePluginsOptions()
    {
        using var folder = new TestFolder();
        string schema = HostProcess.Run(folder.Path, "schema").Expect(0).Output;
        Assert.Contains("draft-07", (string?)JsonNode.Parse(schema)!["$schema"]);
        Assert.All(["ridge_alpha", "hidden_units", "bandwidth", "rcut_factor"], key => Assert.Contains(key, schema));
    }

    /// <summary>Made by <c>romhost schema --markdown</c>, from the options records and their docs.</summary>
    [Fact]
    public void ConfigurationReference_IsUpToDate()
    {
        using var folder = new TestFolder();
        string committed = File.ReadAllText(Path.Combine(HostProcess.Repository, "docs", "configuration.md"));
        Assert.Equal(committed, HostProcess.Run(folder.Path, "schema", "--markdown").Expect(0).Output);
    }

    [Fact]
    public void AnExperimentWithoutModels_MakesItsDataAndBasis_AndSaysThatNothingIsTrained()
    {
        using var folder = new TestFolder();
        folder.Write(
            "small.yaml",
            SmallExperiment.Yaml.Replace("plugin: mvar", "enabled: false, plugin: mvar").Replace(
                "plugin: lstm", "enabled: false, plugin: lstm"));
        HostResult run = HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0);
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("warning: ", StringComparison.Ordinal));
        Assert.Contains("small.yaml:23:1: models: no model takes part", run.Error);
        string[] made =
        [
            "rom_common/latent_dataset.npz", "test/run_001/density_true.npz", "summary.json", "report.html",
        ];
        Assert.All(made, file => Assert.True(File.Exists(folder.Combine("oscar_output", "small", file)), file));
        Assert.Empty(
            JsonNode.Parse(
                File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!.AsObject());
        Assert.Contains(
            "training runs: 6 of 6 kept",
            HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0).Error);
        HostProcess.Run(folder.Path, "inspect", "oscar_output/small").Expect(0);
        HostProcess.Run(folder.Path, "benchmark", "oscar_output/small").Expect(0);
    }

    [Fact]
    public void Quickstart_IsValid()
    {
        using var folder = new TestFolder();
        HostProcess.Run(
            folder.Path, "validate", "--config",
            Path.Combine(HostProcess.Repository, "configs", "quickstart.yaml")).Expect(0);
    }

    [Theory]
    [InlineData("report", "Other")]
    [InlineData("report", "Other", "--figures")]
    [InlineData("inspect", "Other")]
    [InlineData("benchmark", "Other")]
    [InlineData("compare", "Other", "Other")]
    [InlineData("run", "--config", "Other")]
    [InlineData("validate", "--config", "Other")]
    public void AFolderThatIsNoExperiment_EndsWith2_AndStaysAsItIs(params string[] arguments)
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Combine("Other"));
        folder.Write(Path.Combine("Other", "notes.txt"), "mine");
        var result = HostProcess.Run(folder.Path, arguments).Expect(2);
        Assert.Contains("is no experiment's folder: expected config_resolved.yaml in it", result.Error);
        Assert.Equal(
            ["notes.txt"], Directory.EnumerateFileSystemEntries(folder.Combine("Other")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("report", "Nowhere")]
    [InlineData("inspect", "Nowhere")]
    [InlineData("benchmark", "Nowhere")]
    [InlineData("compare", "Nowhere", "Nowhere")]
    public void APlaceThatIsNotThere_EndsWith2(params string[] arguments)
    {
        using var folder = new TestFolder();
        Assert.Contains("Nowhere", HostProcess.Run(folder.Path, arguments).Expect(2).Error);
        Assert.False(Directory.Exists(folder.Combine("Nowhere")));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("plugins", "--help")]
    public void Help_Teaches(params string[] arguments)
    {
        using var folder = new TestFolder();
        Assert.Contains("romhost", HostProcess.Run(folder.Path, arguments).Expect(0).Output);
    }
}
