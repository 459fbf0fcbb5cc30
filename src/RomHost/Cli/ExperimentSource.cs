using System.CommandLine;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Progress;
using RomHost.Validation;

namespace RomHost.Cli;

/// <summary>The options that say which experiment is meant, and what they lead to.</summary>
internal sealed class ExperimentSource
{
    private readonly Option<string> config = SharedOptions.Config();
    private readonly Option<string?> name = SharedOptions.ExperimentName();
    private readonly Option<string> output = SharedOptions.Output();
    private readonly Option<string[]> set = SharedOptions.Set();
    private readonly Option<string[]> pluginDir = SharedOptions.PluginDir();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { config, name, output, set, pluginDir }) command.Options.Add(option);
    }

    /// <summary>Loads plugins and configuration, and checks everything that can be known before computing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="display">Where warnings go.</param>
    /// <param name="verbose">Whether the stacks of plugins that threw are shown.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginRefusedException">The configuration names something that no loaded plugin offers, and one was refused.</exception>
    public LoadedExperiment Load(ParseResult parsed, IProgressDisplay display, bool verbose)
    {
        var catalog = PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(pluginDir)!));
        foreach (var refused in catalog.Refused) display.Warn(refused.Describe(verbose));
        string file = parsed.GetValue(config)!;
        // A finished experiment holds the configuration that repeats it.
        if (Directory.Exists(file)) file = ExperimentFolder.Existing(file).ConfigResolved;
        var overrides = parsed.GetValue(set)!.Select(ConfigurationOverride.Parse).ToList();
        if (parsed.GetValue(name) is { } experimentName)
            overrides.Add(ConfigurationOverride.OfText("--experiment_name", "experiment_name", experimentName));
        var experiment = Bind(catalog, file, overrides);
        foreach (string warning in ConfigurationWarning.Lines(experiment.Document.Warnings)) display.Warn(warning);
        var findings = new ExperimentValidator(offer => catalog.OwnerOf(offer).Services).Validate(experiment);
        foreach (string warning in ConfigurationWarning.Lines(findings.Warnings)) display.Warn(warning);
        var folder = new ExperimentFolder(Path.Combine(Path.GetFullPath(parsed.GetValue(output)!), experiment.Name));
        return new LoadedExperiment(catalog, experiment, folder, findings.MostRunsAtOnce);
    }

    private static Experiment Bind(PluginCatalog catalog, string file, List<ConfigurationOverride> overrides)
    {
        try
        {
            return new ExperimentBinder(catalog.Offers).Load(file, overrides);
        }
        catch (ConfigurationException e) when (catalog.Refused.Count > 0 && e.Errors.Any(error => error.Path.EndsWith("plugin", StringComparison.Ordinal)))
        {
            throw new PluginRefusedException($"{e.Message}{Environment.NewLine}A plugin that was refused may offer it.", e);
        }
    }
}
