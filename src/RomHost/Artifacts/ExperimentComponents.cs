using System.Collections.Concurrent;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Provenance;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Work;
using RomHost.Configuration;

namespace RomHost.Artifacts;

/// <summary>Makes what an experiment uses of plugins.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="catalog">The plugins that are loaded.</param>
internal sealed class ExperimentComponents(Experiment experiment, PluginCatalog catalog)
{
    private readonly Lazy<Grid> grid = new(() => MakeDensityEstimator(experiment, catalog, null)
        .GridOn(MakeSimulator(experiment, catalog, null).Domain));

    private readonly Lazy<IReadOnlyList<FieldChannel>> channels = new(() =>
        experiment.FurtherFields is { Count: > 0 } wanted
            && MakeDensityEstimator(experiment, catalog, null) is IFieldEstimator offering
            ? FieldChannel.Of(offering.Fields, wanted)
            : []);

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>?> channelsOfModels = new();

    private readonly Lazy<int> replicas = new(() => experiment.ReplicasOf(MakeSimulator(experiment, catalog, null)));

    /// <summary>The plugins that are loaded; the experiment need not use all of them.</summary>
    public PluginCatalog Catalog => catalog;

    /// <summary>The plugins that the experiment uses.</summary>
    public IReadOnlyList<LoadedPlugin> Plugins { get; } =
    [
        .. experiment.Models.Select(model => (PluginRegistration)model.Registration)
            .Prepend(experiment.DensityEstimator).Prepend(experiment.Simulator)
            .Select(catalog.OwnerOf).Distinct(),
    ];

    /// <summary>The grid of densities.</summary>
    public Grid Grid => grid.Value;

    /// <summary>The channels of the further fields that the experiment asks for.</summary>
    public IReadOnlyList<FieldChannel> Channels => channels.Value;

    /// <summary>The number of replicas of each test run.</summary>
    public int Replicas => replicas.Value;

    /// <summary>Creates the simulator.</summary>
    /// <param name="run">The run, as messages name it; null for none.</param>
    public ISimulator CreateSimulator(string? run = null) => MakeSimulator(experiment, catalog, run);

    /// <summary>Creates the density estimator.</summary>
    /// <param name="run">The run, as messages name it; null for none.</param>
    public IDensityEstimator CreateDensityEstimator(string? run = null) =>
        MakeDensityEstimator(experiment, catalog, run);

    /// <summary>Creates a model's trainer.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">A model that it combines is not among those before it.</exception>
    public IRomModelTrainer CreateTrainer(ModelPlan model)
    {
        var trainer = MakeTrainer(model);
        return trainer is ICombiningTrainer combining
            ? new CombinedTrainer(combining, [.. CombinedModels.MembersOf(experiment, model, combining)
                .Select(member => new PlannedMember(
                    member.Name, () => CreateTrainer(member), ChannelsOf(member)))])
            : trainer;
    }

    /// <summary>Returns the channels of the state that a model uses; null for all.</summary>
    /// <remarks>A model that combines others uses those of the member that uses most.</remarks>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">A model that it combines is not among those before it.</exception>
    public IReadOnlyList<string>? ChannelsOf(ModelPlan model) => channelsOfModels.GetOrAdd(model.Name, _ =>
        (Channels.Count == 0 && !experiment.Options.Reduction.TracksShifts) || !CombinedModels.IsCombined(model)
            ? model.Channels
            : MembersOf(model).Select(ChannelsOf).MaxBy(used => used?.Count ?? int.MaxValue));

    /// <summary>Returns the models that a model combines, in order; empty for one that combines none.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">A model that it combines is not among those before it.</exception>
    public IReadOnlyList<ModelPlan> MembersOf(ModelPlan model) =>
        CombinedModels.IsCombined(model) && MakeTrainer(model) is ICombiningTrainer combining
            ? CombinedModels.MembersOf(experiment, model, combining)
            : [];

    /// <summary>The build of the plugin that offers something.</summary>
    /// <param name="registration">The registration.</param>
    public SoftwareBuild BuildOf(PluginRegistration registration) => catalog.OwnerOf(registration).Build;

    /// <summary>Registers work of a model's code.</summary>
    /// <param name="what">The work, such as <c>the forecast</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="of">Its object, as messages name it, such as <c> for test run 0 (ring)</c>.</param>
    public WorkUnderWay Begin(string what, ModelPlan model, string of = "") =>
        WorkUnderWay.Begin($"{what} of {model.Name}{of}", catalog.OwnerOf(model.Registration).Name);

    private IRomModelTrainer MakeTrainer(ModelPlan model) => WatchedOffer.Named(
        model.Registration.Create(catalog.OwnerOf(model.Registration).Services, model.Options), model.Name);

    private static ISimulator MakeSimulator(Experiment experiment, PluginCatalog catalog, string? run) =>
        WatchedOffer.Named(
            experiment.Simulator.Create(catalog.OwnerOf(experiment.Simulator).Services, experiment.SimulatorOptions),
            run);

    private static IDensityEstimator MakeDensityEstimator(Experiment experiment, PluginCatalog catalog, string? run) =>
        WatchedOffer.Named(
            experiment.DensityEstimator.Create(
                catalog.OwnerOf(experiment.DensityEstimator).Services, experiment.DensityEstimatorOptions),
            run);
}
