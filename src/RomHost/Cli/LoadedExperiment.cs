using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Cli;

/// <summary>An experiment that is ready to run.</summary>
/// <param name="Catalog">The plugins.</param>
/// <param name="Experiment">The experiment, checked.</param>
/// <param name="Folder">Where its artifacts go.</param>
/// <param name="MostRunsAtOnce">Runs that may be worked on at once, for the memory that the machine has.</param>
internal sealed record LoadedExperiment(
    PluginCatalog Catalog, Experiment Experiment, ExperimentFolder Folder, int MostRunsAtOnce);
