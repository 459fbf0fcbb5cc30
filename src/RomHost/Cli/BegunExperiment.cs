using Microsoft.Extensions.DependencyInjection;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary>The experiment that another process of this program works on, for one that it started.</summary>
internal static class BegunExperiment
{
    /// <summary>Loads it.</summary>
    /// <param name="place">Its folder.</param>
    /// <param name="plugins">Plugin folders.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ExperimentContext Load(string place, string[] plugins, CancellationToken cancellation)
    {
        var folder = new ExperimentFolder(Path.GetFullPath(place));
        var catalog = PluginCatalog.Load(PluginFolder.Find(plugins));
        var experiment = new ExperimentBinder(catalog.Offers).Load(folder.ConfigResolved, []);
        using var services = HostServices.Build();
        var components = new ExperimentComponents(experiment, catalog);
        return new ExperimentContext(
            experiment, folder, components, new ArtifactStore(experiment, folder, components) { KeepsRecords = false },
            new QuietProgressDisplay(Console.Error), services.Services.GetRequiredService<TimeProvider>(),
            Environment.ProcessorCount, cancellation);
    }

    /// <summary>One of its models.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="InvalidDataException">It has no such model.</exception>
    public static ModelPlan Model(ExperimentContext context, string name) =>
        context.Experiment.Models.FirstOrDefault(one => one.Name == name)
        ?? throw new InvalidDataException($"expected a model of {context.Folder.Root}, found '{name}'");
}
