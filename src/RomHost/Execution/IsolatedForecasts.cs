using Rom.Forecasting.Experiments;
using Rom.Forecasting.Plugins;
using RomHost.Artifacts;

namespace RomHost.Execution;

/// <summary>Loads the isolated model of a saved experiment in a process of its own, as its evaluation did.</summary>
internal static class IsolatedForecasts
{
    /// <summary>Loads a model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="ModelProcessException">The model could not be loaded.</exception>
    public static LoadedModel Load(ExperimentContext context, SavedModel model) => Named(model.Name, () =>
    {
        var plan = context.ModelNamed(model.Name);
        // Its dimension is compared by the one who asks, with what is read from the experiment's files.
        var loaded = new IsolatedModel(context, plan, dimension: null);
        return new LoadedModel(loaded, loaded.Lag, context.Components.ChannelsOf(plan));
    });

    /// <summary>Does work with a model whose process may end, and names it if it does.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="ModelProcessException">The process ended, or the plugin in it threw.</exception>
    public static T Named<T>(string model, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ModelProcessException e)
        {
            throw new ModelProcessException($"{model}: {e.Message}", e.ToString());
        }
    }
}
