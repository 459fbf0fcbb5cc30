using System.Collections.ObjectModel;
using Rom.Forecasting.Plugins;

namespace RomHost.Models;

/// <summary>The models of an experiment for a stage.</summary>
/// <param name="models">The models.</param>
internal sealed class TrainedModels(IEnumerable<TrainedModel> models)
    : ReadOnlyCollection<TrainedModel>([.. models]), IDisposable
{
    /// <summary>Ends the processes of isolated models, and disposes disposable ones.</summary>
    public void Dispose()
    {
        foreach (var model in this)
        {
            try
            {
                (model.Model as IDisposable)?.Dispose();
            }
            catch (Exception e)
            {
                // Nothing depends on it any more.
                System.Diagnostics.Debug.WriteLine(PluginFailure.Describe(e));
            }
        }
    }
}
