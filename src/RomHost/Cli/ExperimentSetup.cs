using System.Text;
using Rom.Analysis;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Execution;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Progress;
using RomHost.Selection;
using RomHost.Validation;

namespace RomHost.Cli;

/// <summary>
/// Sets experiments up: loads the plugins, binds a configuration to them, makes all checks that need no computation,
/// and creates the context of the stages.
/// </summary>
/// <param name="catalog">The plugins.</param>
/// <param name="display">Where warnings and progress go.</param>
/// <param name="verbose">Whether the stacks of failures are shown.</param>
internal sealed class ExperimentSetup(PluginCatalog catalog, IProgressDisplay display, bool verbose)
{
    /// <summary>Loads the plugins, and warns of those that are refused.</summary>
    /// <param name="pluginFolders">Folders from the command line, beside the built-in ones.</param>
    /// <param name="display">Where warnings and progress go.</param>
    /// <param name="verbose">Whether the stacks of failures are shown.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public static ExperimentSetup Load(IEnumerable<string> pluginFolders, IProgressDisplay display, bool verbose)
    {
        var catalog = PluginCatalog.Load(PluginFolder.Find(pluginFolders));
        foreach (var refused in catalog.Refused) display.Warn(refused.Describe(verbose));
        return new ExperimentSetup(catalog, display, verbose);
    }

    /// <summary>
    /// Computes the builds of all plugins, also of those that the present experiment does not use: a later one names
    /// the build that was loaded.
    /// </summary>
    public void ComputeBuilds()
    {
        foreach (var plugin in catalog.Loaded) _ = plugin.Build;
    }

    /// <summary>Returns whether a plugin's files differ from those that were loaded, or cannot be read.</summary>
    public bool WasRebuilt()
    {
        try
        {
            return catalog.Loaded.Any(plugin => plugin.WasRebuilt());
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    /// <summary>Makes the runner of an experiment's stages, in their order.</summary>
    public static ExperimentRunner Runner()
    {
        var runtimes = new ModelRuntimes(new InOwnProcess());
        return new ExperimentRunner(
        [
            new GenerateEnsemble(Split.Train),
            new BuildPodBasis(),
            new BuildLatentDataset(),
            new SelectOptions(runtimes),
            new TrainModels(runtimes),
            new BenchmarkModels(new RuntimeAnalyzer(TimeProvider.System), runtimes),
            new GenerateEnsemble(Split.Test),
            new SimulateReplicas(),
            new EvaluateModels(runtimes),
        ]);
    }

    /// <summary>
    /// Creates the context of an experiment in a process that another process of this program started to work on it:
    /// nothing is checked again, no warning is repeated, and no record is kept.
    /// </summary>
    /// <param name="place">The experiment's folder.</param>
    /// <param name="pluginFolders">The plugins of the other process.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ExperimentContext OfParent(
        string place, IEnumerable<string> pluginFolders, CancellationToken cancellation) =>
        OfParent(
            place, PluginCatalog.Load(PluginFolder.Find(pluginFolders)), cancellation, ConfigurationDocument.Read);

    /// <summary>Creates that context where the experiment's folder may not exist yet.</summary>
    /// <param name="place">The experiment's folder.</param>
    /// <param name="configuration">Its configuration, resolved.</param>
    /// <param name="catalog">The plugins of the other process.</param>
    public static ExperimentContext OfParent(string place, string configuration, PluginCatalog catalog) =>
        OfParent(
            place, catalog, CancellationToken.None,
            source => ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(configuration), source));

    private static ExperimentContext OfParent(
        string place, PluginCatalog catalog, CancellationToken cancellation, Func<string, ConfigurationDocument> read)
    {
        var setup = new ExperimentSetup(catalog, new QuietProgressDisplay(Console.Error), verbose: false);
        var folder = new ExperimentFolder(Path.GetFullPath(place));
        var experiment = new ExperimentBinder(catalog.Offers).Bind(read(folder.ConfigResolved));
        return ChosenOptions.In(setup.ContextOf(
            experiment, folder, Environment.ProcessorCount, force: false, keepsRecords: false, cancellation));
    }

    /// <summary>Binds a configuration.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="overrides">Values from the command line.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginRefusedException">
    /// It names something that no loaded plugin offers, and one was refused.
    /// </exception>
    public Experiment Bind(string file, IEnumerable<ConfigurationOverride> overrides) =>
        Bind(ConfigurationDocument.Read(file).With(overrides));

    /// <summary>Binds a configuration that was read.</summary>
    /// <param name="document">The configuration.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginRefusedException">
    /// It names something that no loaded plugin offers, and one was refused.
    /// </exception>
    public Experiment Bind(ConfigurationDocument document)
    {
        try
        {
            return new ExperimentBinder(catalog.Offers).Bind(document);
        }
        catch (ConfigurationException e)
            when (catalog.Refused.Count > 0
                && e.Errors.Any(error => error.Path.EndsWith("plugin", StringComparison.Ordinal)))
        {
            throw new PluginRefusedException(
                $"{e.Message}{Environment.NewLine}A plugin that was refused may offer it.", e);
        }
    }

    /// <summary>
    /// Makes all checks that need no computation, and warns of doubts; trainers of isolated models are asked in
    /// processes of their own.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">Where its artifacts are, or will be.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ConfigurationException">It cannot run; all reasons that were found.</exception>
    public Findings Validate(Experiment experiment, ExperimentFolder folder, CancellationToken cancellation = default)
    {
        foreach (string warning in ConfigurationWarning.Lines(experiment.Document.Warnings)) display.Warn(warning);
        using var elsewhere = new TrainerInquiry(folder, catalog, cancellation);
        var findings = new ExperimentValidator(
            offer => catalog.OwnerOf(offer).Services, MachineMemory.Bytes, elsewhere.Ask).Validate(experiment);
        foreach (string warning in ConfigurationWarning.Lines(findings.Warnings)) display.Warn(warning);
        return findings;
    }

    /// <summary>Creates the context in which the stages run.</summary>
    /// <param name="experiment">The experiment, checked.</param>
    /// <param name="folder">Where its artifacts go.</param>
    /// <param name="findings">The result of <see cref="Validate"/>.</param>
    /// <param name="threads">The most concurrent runs.</param>
    /// <param name="force">Whether everything is made again.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="reuses">Whether artifacts are taken from other experiments in the same output root.</param>
    public ExperimentContext ContextOf(
        Experiment experiment, ExperimentFolder folder, Findings findings, int threads, bool force,
        CancellationToken cancellation, bool reuses = true) =>
        ContextOf(
            experiment, folder, threads, force, keepsRecords: true, cancellation,
            reuses && Path.GetDirectoryName(folder.Root) is { } root
                ? new ArtifactIndex(root, Path.GetFileName(folder.Root), TimeProvider.System)
                : null) with
        {
            LongestLag = findings.LongestLag,
            Lags = findings.Lags,
        };

    private ExperimentContext ContextOf(
        Experiment experiment, ExperimentFolder folder, int threads, bool force, bool keepsRecords,
        CancellationToken cancellation, ArtifactIndex? others = null)
    {
        var components = new ExperimentComponents(experiment, catalog);
        var store = new ArtifactStore(experiment, folder, components)
        {
            Others = others,
            Force = force,
            KeepsRecords = keepsRecords,
            Cancellation = cancellation,
            Patience = new Patience(display, cancellation),
        };
        return new ExperimentContext(
            experiment, folder, components, store, display, TimeProvider.System, threads, cancellation)
        {
            Verbose = verbose,
        };
    }
}
