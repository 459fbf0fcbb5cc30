using Rom.Abstractions;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Predecessor;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>Creates an <see cref="Experiment"/> from a configuration, or reports all its faults.</summary>
/// <param name="registrations">The loaded registrations.</param>
internal sealed class ExperimentBinder(IReadOnlyList<PluginRegistration> registrations)
{
    /// <summary>
    /// Reads, translates, overrides, binds and validates a configuration, without computing or creating plugins.
    /// </summary>
    /// <param name="path">The configuration file.</param>
    /// <param name="overrides">Values from the command line.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used; lists all errors.</exception>
    public Experiment Load(string path, IEnumerable<ConfigurationOverride> overrides) =>
        Bind(ConfigurationDocument.Read(path).With(overrides));

    /// <summary>Binds and validates a configuration.</summary>
    /// <param name="document">The configuration.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used; lists all errors.</exception>
    public Experiment Bind(ConfigurationDocument document)
    {
        var errors = new ConfigurationErrors();
        if (document.Sweep is { } sweep)
        {
            errors.Add(
                sweep.KeyLocation, sweep.Value.Path,
                $"this file describes a sweep over many experiments: run them with romhost sweep --config "
                + $"{document.Source}, see them with --dry-run");
            errors.ThrowIfAny();
        }
        var binder = BinderFor(registrations, document.Root, document.Folder, errors);
        var options = (ExperimentOptions)binder.Bind(typeof(ExperimentOptions), document.Root);
        CheckRunCount(options.Train, "train", document.Root, errors);
        CheckRunCount(options.Test, "test", document.Root, errors);
        errors.ThrowIfAny();

        DensityOptions density = options.Density;
        options = options with { Density = density with { Every = density.Every ?? options.Reduction.Subsample } };
        return new Experiment
        {
            Options = options,
            Simulator = (SimulatorRegistration)options.Simulator.Choice!.Registration,
            SimulatorOptions = options.Simulator.Choice.Options!,
            DensityEstimator = (DensityEstimatorRegistration)options.Density.Choice!.Registration,
            DensityEstimatorOptions = options.Density.Choice.Options!,
            Models =
            [
                .. options.Models.Where(model => model.Enabled).Select(model => new ModelPlan(
                    model.Name, (RomModelRegistration)model.Choice!.Registration, model.Choice.Options!,
                    model.Isolation ?? options.Isolation, model.TimeLimit ?? options.TimeLimit)
                {
                    Candidates = model.Choice.Candidates,
                    Channels = model.Channels,
                }),
            ],
            TrainRuns = RunPlanner.Plan(options.Train),
            TestRuns = RunPlanner.Plan(options.Test),
            Document = document with { Warnings = [.. document.Warnings, .. binder.Doubts] },
        };
    }

    /// <summary>The binder of a configuration's sections.</summary>
    /// <param name="registrations">The loaded registrations.</param>
    /// <param name="root">The configuration.</param>
    /// <param name="folder">Where relative paths of input files begin, absolute.</param>
    /// <param name="errors">Receives the errors.</param>
    public static OptionsBinder BinderFor(
        IReadOnlyList<PluginRegistration> registrations, MappingNode root, string folder, ConfigurationErrors errors)
    {
        string? simulator = (root.Find("simulator")?.Value as MappingNode)?.TextOf("plugin");
        return new OptionsBinder(
            errors,
            new PluginChoices(registrations, simulator),
            new KeyPlaces(typeof(ExperimentOptions), registrations, root, PredecessorKeys.Hint),
            new InputFiles(folder));
    }

    private static void CheckRunCount(
        EnsembleOptions ensemble, string key, MappingNode root, ConfigurationErrors errors)
    {
        long runs = RunPlanner.Count(ensemble);
        if (runs <= RunPlanner.MaxRuns) return;
        (SourceLocation location, ConfigPath path) = MemberLocation.Of(root, $"{key}.initial_conditions");
        errors.Add(
            location,
            path,
            $"expected at most {RunPlanner.MaxRuns} runs, found {runs}; lower samples or shorten the lists");
    }
}
