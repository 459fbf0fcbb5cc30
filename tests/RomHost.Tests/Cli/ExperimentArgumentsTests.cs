using System.CommandLine;
using RomHost.Cli;
using RomHost.Configuration;
using RomHost.Tests.Configuration;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Cli;

public sealed class ExperimentArgumentsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("romhost-arguments-").FullName;
    private readonly ExperimentArguments arguments = new();

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Name_WinsOverKeysThatAreSet()
    {
        ParseResult parsed = Parse("--config", "f.yaml", "--set", "experiment_name=a", "--set", "seed=5", "-n", "2024");
        Experiment experiment = new ExperimentBinder(FakePlugins.All)
            .Bind(ConfigurationDocument.Parse(System.Text.Encoding.UTF8.GetBytes(Sample.Block), "f.yaml")
                .With(arguments.Overrides(parsed)));
        Assert.Equal(("2024", 5ul), (experiment.Name, experiment.Options.Seed));
        Assert.Equal(
            Path.Combine(Path.GetFullPath("oscar_output"), "2024"), arguments.FolderOf(parsed, experiment).Root);
    }

    [Fact]
    public void FolderOfAnExperiment_StandsForTheConfigurationThatRepeatsIt()
    {
        Assert.Equal("f.yaml", arguments.File(Parse("--config", "f.yaml")));
        File.WriteAllText(Path.Combine(root, "config_resolved.yaml"), "");
        Assert.Equal(Path.Combine(root, "config_resolved.yaml"), arguments.File(Parse("--config", root)));
    }

    [Fact]
    public void PluginFolders_MayBeGivenRepeatedly()
    {
        Assert.Empty(arguments.PluginFolders(Parse("--config", "f.yaml")));
        Assert.Equal(
            ["a", "b"], arguments.PluginFolders(Parse("--config", "f.yaml", "--plugin-dir", "a", "--plugin-dir", "b")));
    }

    private ParseResult Parse(params string[] words)
    {
        var command = new RootCommand();
        foreach (Option option in arguments.Options) command.Options.Add(option);
        ParseResult parsed = command.Parse(words);
        Assert.Empty(parsed.Errors);
        return parsed;
    }
}
