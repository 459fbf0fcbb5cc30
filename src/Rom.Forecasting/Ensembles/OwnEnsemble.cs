using Rom.Abstractions;

namespace Rom.Forecasting.Ensembles;

/// <summary>The ensembles of a model that forecasts them itself.</summary>
/// <param name="model">The model.</param>
internal sealed class OwnEnsemble(IEnsembleForecaster model) : IEnsembleSource
{
    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble) =>
        model.ForecastEnsemble(window, steps, members, seed, ensemble);
}
