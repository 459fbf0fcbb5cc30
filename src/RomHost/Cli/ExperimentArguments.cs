using System.CommandLine;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Cli;

/// <summary>The options of <c>run</c> and <c>validate</c> that select the experiment.</summary>
internal sealed class ExperimentArguments
{
    private readonly Option<string> config = SharedOptions.Config();
    private readonly Option<string?> name = SharedOptions.ExperimentName();
    private readonly Option<string> output = SharedOptions.Output();
    private readonly Option<string[]> set = SharedOptions.Set();
    private readonly Option<string[]> pluginDir = SharedOptions.PluginDir();

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [config, name, output, set, pluginDir];

    /// <summary>The plugin folders beside the built-in ones.</summary>
    /// <param name="parsed">The command line.</param>
    public string[] PluginFolders(ParseResult parsed) => parsed.GetValue(pluginDir)!;

    /// <summary>The configuration; of a finished experiment, the one that repeats it.</summary>
    /// <param name="parsed">The command line.</param>
    public string File(ParseResult parsed)
    {
        string file = parsed.GetValue(config)!;
        return Directory.Exists(file) ? ExperimentFolder.Existing(file).ConfigResolved : file;
    }

    /// <summary>The values that replace those of the configuration.</summary>
    /// <param name="parsed">The command line.</param>
    public IReadOnlyList<ConfigurationOverride> Overrides(ParseResult parsed)
    {
        List<ConfigurationOverride> overrides = [.. ConfigurationOverride.ParseAll(parsed.GetValue(set)!)];
        if (parsed.GetValue(name) is { } experimentName)
            overrides.Add(ConfigurationOverride.OfText("--experiment_name", "experiment_name", experimentName));
        return overrides;
    }

    /// <summary>Returns the folder for the artifacts of an experiment.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="experiment">The experiment.</param>
    public ExperimentFolder FolderOf(ParseResult parsed, Experiment experiment) =>
        new(Path.Combine(Path.GetFullPath(parsed.GetValue(output)!), experiment.Name));
}
