using Rom.Abstractions;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// Wraps a plugin's registration so that each call, including the constructor, is a <see cref="WorkUnderWay"/>. Models
/// are not wrapped: a forecast may take less time than registering it.
/// </summary>
internal static class WatchedOffer
{
    /// <summary>Wraps the objects that a registration creates.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="plugin">The plugin's name.</param>
    public static PluginRegistration Of(PluginRegistration offer, string plugin)
    {
        T Made<T>(string kind, Func<T> create)
        {
            using var work = WorkUnderWay.Begin($"the constructor of {kind} {offer.Name}", plugin, isBrief: true);
            return create();
        }
        return offer switch
        {
            SimulatorRegistration one => one with
            {
                Create = (services, options) => Watched(
                    Made("simulator", () => one.Create(services, options)), plugin, $"simulator {one.Name}"),
            },
            DensityEstimatorRegistration one => one with
            {
                Create = (services, options) => Watched(
                    Made("density estimator", () => one.Create(services, options)), plugin,
                    $"density estimator {one.Name}"),
            },
            RomModelRegistration one => one with
            {
                Create = (services, options) => Watched(
                    Made("model", () => one.Create(services, options)), plugin, $"model {one.Name}"),
            },
            _ => offer,
        };
    }

    // A simulator keeps its optional interface.
    private static WatchedSimulator Watched(ISimulator simulator, string plugin, string name) =>
        simulator is IRecordingReader reader
            ? new WatchedRecordingReader(reader, plugin, name)
            : new WatchedSimulator(simulator, plugin, name);

    // An estimator keeps its optional interface.
    private static WatchedEstimator Watched(IDensityEstimator estimator, string plugin, string name) =>
        estimator is IFieldEstimator offering
            ? new WatchedFieldEstimator(offering, plugin, name)
            : new WatchedEstimator(estimator, plugin, name);

    // A trainer keeps its optional interfaces.
    private static WatchedTrainer Watched(IRomModelTrainer trainer, string plugin, string name) =>
        trainer switch
        {
            ICombiningTrainer combining => new WatchedCombiningTrainer(combining, plugin, name),
            IMomentTrainer adding => new WatchedMomentTrainer(adding, plugin, name),
            _ => new WatchedTrainer(trainer, plugin, name),
        };

    /// <summary>Describes the work of a simulator.</summary>
    /// <param name="simulator">The simulator.</param>
    /// <param name="name">The simulated run; null to keep the description.</param>
    public static ISimulator Named(ISimulator simulator, string? name) =>
        simulator is WatchedSimulator watched && name is not null ? watched with { Name = name } : simulator;

    /// <summary>Describes the work of a density estimator.</summary>
    /// <param name="estimator">The estimator.</param>
    /// <param name="name">The run; null to keep the description.</param>
    public static IDensityEstimator Named(IDensityEstimator estimator, string? name) =>
        estimator is WatchedEstimator watched && name is not null ? watched with { Name = name } : estimator;

    /// <summary>Describes the work of a trainer.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="name">The model's name in the configuration.</param>
    public static IRomModelTrainer Named(IRomModelTrainer trainer, string name) =>
        trainer is WatchedTrainer watched ? watched with { Name = name } : trainer;
}
