using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Provenance;
using Rom.Testing.Options;

namespace Rom.Forecasting.Experiments;

/// <summary>
/// The plugins of a saved experiment, each loaded when it is first used: a forecast needs one or two of them.
/// Thread-safe.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="folders">The folders in which plugins are found.</param>
internal sealed class ExperimentPlugins(SavedExperiment experiment, IReadOnlyList<PluginFolder> folders)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LoadedPlugin> loaded = [];
    private readonly Dictionary<string, IRomModelTrainer> trainers = [];
    private readonly List<string> doubts = [];

    /// <summary>Reasons to doubt the plugins that are loaded: those that were rebuilt since the experiment.</summary>
    public IReadOnlyList<string> Doubts
    {
        get
        {
            lock (gate) return [.. doubts];
        }
    }

    /// <summary>Creates the density estimator.</summary>
    /// <exception cref="PluginRefusedException">The plugin is missing or cannot be loaded.</exception>
    /// <exception cref="InvalidDataException">Its options are not those that were used.</exception>
    public IDensityEstimator CreateDensityEstimator()
    {
        var (name, options) = experiment.SectionOf("density");
        var (offer, owner) = Find<DensityEstimatorRegistration>(name);
        return offer.Create(
            owner.Services,
            SavedOptions.Read(offer.OptionsType, options, OptionsRecord.DensityKeys, $"{experiment.Root}: density"));
    }

    /// <summary>Creates the simulator.</summary>
    /// <exception cref="PluginRefusedException">The plugin is missing or cannot be loaded.</exception>
    /// <exception cref="InvalidDataException">Its options are not those that were used.</exception>
    public ISimulator CreateSimulator()
    {
        var (name, options) = experiment.SectionOf("simulator");
        var (offer, owner) = Find<SimulatorRegistration>(name);
        return offer.Create(
            owner.Services,
            SavedOptions.Read(
                offer.OptionsType, options, OptionsRecord.SimulatorKeys, $"{experiment.Root}: simulator"));
    }

    /// <summary>Loads a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="PluginRefusedException">The plugin is missing or cannot be loaded.</exception>
    /// <exception cref="InvalidDataException">Its options are not those that were used.</exception>
    public LoadedModel LoadModel(SavedModel model)
    {
        var channels = ChannelsOf(model);
        var trainer = CreateTrainer(model);
        return new(trainer.Load(experiment.FolderOf(model)), trainer.MaxLag, channels);
    }

    /// <summary>Loads a model's plugin, so that <see cref="Doubts"/> say whether it was rebuilt.</summary>
    /// <param name="model">The model, which another process loads.</param>
    /// <exception cref="PluginRefusedException">The plugin is missing or cannot be loaded.</exception>
    public void LoadPluginOf(SavedModel model) => Find<RomModelRegistration>(model.Plugin);

    private IRomModelTrainer CreateTrainer(SavedModel model) => MakeTrainer(model) is var trainer
        && trainer is ICombiningTrainer combining
            ? new CombinedTrainer(combining, [.. MembersOf(model, combining).Select(member =>
                new PlannedMember(member.Name, () => CreateTrainer(member), ChannelsOf(member)))])
            : trainer;

    // Null for all. A model that combines others uses those of the member that uses most.
    private IReadOnlyList<string>? ChannelsOf(SavedModel model) => MakeTrainer(model) is ICombiningTrainer combining
        ? MembersOf(model, combining).Select(ChannelsOf).MaxBy(used => used?.Count ?? int.MaxValue)
        : model.Channels;

    private IRomModelTrainer MakeTrainer(SavedModel model)
    {
        lock (gate)
        {
            if (trainers.TryGetValue(model.Name, out var made)) return made;
            var (offer, owner) = Find<RomModelRegistration>(model.Plugin);
            object options = SavedOptions.Read(
                offer.OptionsType, model.Parameters, OptionsRecord.ModelKeys,
                $"{experiment.Root}: models.{model.Name}");
            return trainers[model.Name] = WatchedOffer.Named(offer.Create(owner.Services, options), model.Name);
        }
    }

    // The names were checked when the experiment was run.
    private SavedModel[] MembersOf(SavedModel model, ICombiningTrainer trainer)
    {
        SavedModel[] before = [.. experiment.Models.TakeWhile(other => other.Name != model.Name)];
        return trainer.Members.Count == 0
            ? before
            : [.. trainer.Members.Select(name => before.FirstOrDefault(other => other.Name == name)
                ?? throw new InvalidDataException(
                    $"{experiment.Root}: expected {name}, which {model.Name} combines, before it, found none"))];
    }

    private (T Offer, LoadedPlugin Owner) Find<T>(string name) where T : PluginRegistration
    {
        lock (gate)
        {
            foreach (var saved in experiment.Plugins.Where(plugin => plugin.Offers.Contains(name)))
            {
                if (!loaded.TryGetValue(saved.Name, out var plugin)) loaded[saved.Name] = plugin = Load(saved);
                if (plugin.Offers.OfType<T>().FirstOrDefault(offer => offer.Name == name) is { } offer)
                    return (offer, plugin);
            }
        }
        throw new PluginRefusedException(
            $"{experiment.Root}: expected a plugin that offers '{name}' among those of the experiment, found none; "
            + "run the experiment again");
    }

    private LoadedPlugin Load(SavedPlugin saved)
    {
        var folder = folders.FirstOrDefault(one => one.Name == saved.Name)
            ?? throw new PluginRefusedException(
                $"expected the plugin {saved.Name} {saved.Version}, which the experiment {experiment.Name} uses, found "
                + $"none; name its folder (--plugin-dir, or {PluginFolder.PathVariable})");
        var plugin = Loaded(folder);
        var then = new SoftwareBuild(saved.Name, saved.Version, saved.Sha256);
        if (plugin.Build != then)
        {
            doubts.Add(
                $"{plugin.Build.ChangeFrom(then, "plugin ")} since {experiment.Name} was run: forecasts may differ "
                + "from those that were scored; run the experiment again");
        }
        return plugin;
    }

    private static LoadedPlugin Loaded(PluginFolder folder)
    {
        try
        {
            return PluginLoading.Load(folder);
        }
        catch (PluginRefusedException e)
        {
            throw new PluginRefusedException($"plugin {folder.Name}: {e.Message}", e);
        }
    }
}
