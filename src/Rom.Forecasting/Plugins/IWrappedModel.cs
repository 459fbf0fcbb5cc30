using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>A model of the host's that stands for a plugin's, and says what else that one does.</summary>
internal interface IWrappedModel : IRomModel
{
    /// <summary>The plugin's model where it forecasts ensembles itself; else null.</summary>
    IEnsembleForecaster? Ensemble { get; }

    /// <summary>Returns a model that forecasts ensembles itself; null for one that does not.</summary>
    /// <param name="model">The model, wrapped or not.</param>
    static IEnsembleForecaster? EnsembleOf(IRomModel model) =>
        model is IWrappedModel wrapped ? wrapped.Ensemble : model as IEnsembleForecaster;
}
