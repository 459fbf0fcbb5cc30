using Rom.Abstractions;
using Rom.Forecasting.Plugins;

namespace RomHost.Execution;

/// <summary>The properties of a loaded model.</summary>
/// <param name="Lag">Frames w of its window.</param>
/// <param name="LatentDimension">Latent dimension r.</param>
/// <param name="ParameterCount">Number of trained parameters.</param>
/// <param name="ParameterBytes">Bytes of the parameters.</param>
/// <param name="Complexity">The declared cost.</param>
/// <param name="Diagnostics">Facts about the fit.</param>
internal sealed record ModelDescription(
    int Lag, int LatentDimension, long ParameterCount, long ParameterBytes, ModelComplexity Complexity,
    IReadOnlyDictionary<string, double> Diagnostics)
{
    /// <summary>Whether the model forecasts ensembles itself.</summary>
    public bool ForecastsEnsembles { get; init; }

    /// <summary>Describes a model.</summary>
    /// <param name="model">The model.</param>
    public static ModelDescription Of(IRomModel model) => new(
        model.Lag, model.LatentDimension, model.ParameterCount, model.ParameterBytes, model.Complexity,
        model.Diagnostics)
    {
        ForecastsEnsembles = IWrappedModel.EnsembleOf(model) is not null,
    };
}
