using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// A <see cref="LeadingChannelsModel"/> of a model that forecasts ensembles: all members hold the same coordinates.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="dimension">The dimension of states, above the model's.</param>
internal sealed class LeadingChannelsEnsemble(IEnsembleForecaster model, int dimension)
    : LeadingChannelsModel(model, dimension), IEnsembleForecaster
{
    /// <inheritdoc/>
    public void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        ForecastArguments.CheckEnsemble(this, window, steps, members, ensemble);
        Complete(
            window, checked(members * steps), ensemble,
            (known, _, states) => model.ForecastEnsemble(known, steps, members, seed, states));
    }
}
