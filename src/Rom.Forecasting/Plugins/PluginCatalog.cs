using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>The plugins of this process: the loaded ones, and the refused ones with the reasons.</summary>
internal sealed class PluginCatalog
{
    private readonly Dictionary<PluginRegistration, LoadedPlugin> owners = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes a catalog of plugins that are loaded already.</summary>
    /// <param name="loaded">The plugins that are ready for use.</param>
    /// <param name="refused">The plugins that were refused.</param>
    public PluginCatalog(IReadOnlyList<LoadedPlugin> loaded, IReadOnlyList<RefusedPlugin> refused)
    {
        (Loaded, Refused) = (loaded, refused);
        foreach (var plugin in loaded)
        {
            foreach (var offer in plugin.Offers) owners.Add(offer, plugin);
        }
    }

    /// <summary>The loaded plugins.</summary>
    public IReadOnlyList<LoadedPlugin> Loaded { get; }

    /// <summary>The refused plugins.</summary>
    public IReadOnlyList<RefusedPlugin> Refused { get; }

    /// <summary>The registrations of all loaded plugins.</summary>
    public IReadOnlyList<PluginRegistration> Offers => [.. Loaded.SelectMany(plugin => plugin.Offers)];

    /// <summary>The command-line options that load the same plugins in another process of this program.</summary>
    public IEnumerable<string> Arguments => Loaded.SelectMany(plugin => new[] { "--plugin-dir", plugin.Path });

    /// <summary>Loads every folder; a refused plugin does not affect the others.</summary>
    /// <param name="folders">The folders, in listing order.</param>
    public static PluginCatalog Load(IEnumerable<PluginFolder> folders)
    {
        var (loaded, refused) = (new List<LoadedPlugin>(), new List<RefusedPlugin>());
        foreach (var folder in folders)
        {
            try
            {
                var plugin = PluginLoading.Load(folder);
                RefuseTakenNames(plugin, loaded);
                loaded.Add(plugin);
            }
            catch (PluginRefusedException e)
            {
                refused.Add(new RefusedPlugin(
                    folder.Name, folder.Path, e.Message,
                    e.InnerException is { } inner ? PluginFailure.StackOf(inner) : null));
            }
        }
        return new PluginCatalog(loaded, refused);
    }

    /// <summary>Returns the plugin of a registration.</summary>
    /// <param name="offer">One of <see cref="Offers"/>.</param>
    public LoadedPlugin OwnerOf(PluginRegistration offer) => owners[offer];

    private static void RefuseTakenNames(LoadedPlugin plugin, IEnumerable<LoadedPlugin> others)
    {
        if (plugin.Offers.GroupBy(offer => (offer.GetType(), offer.Name))
            .FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new PluginRefusedException($"it offers '{twice.Key.Name}' twice; register each name once");
        foreach (var offer in plugin.Offers)
        {
            var rival = others.FirstOrDefault(other =>
                other.Offers.Any(taken => taken.GetType() == offer.GetType() && taken.Name == offer.Name));
            if (rival is not null)
                throw new PluginRefusedException(
                    $"it offers '{offer.Name}', which {rival.Path} offers already; remove one of them");
        }
    }
}
