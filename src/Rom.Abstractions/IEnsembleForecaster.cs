namespace Rom.Abstractions;

/// <summary>
/// A model that also forecasts a distribution, by members: possible futures of the same window, none of which is
/// likelier than another. A model that does not implement it loses nothing else.
/// </summary>
public interface IEnsembleForecaster : IRomModel
{
    /// <summary>
    /// Forecasts members in closed loop. They are a function of the window, their number and the seed, on every thread;
    /// <see cref="IRomModel.Forecast"/> gives the same as before. A member that overflows fills its rest with
    /// non-finite values and does not throw.
    /// </summary>
    /// <param name="window">The last w true states [w, r], oldest first, finite.</param>
    /// <param name="steps">Number of states to forecast, at least 1.</param>
    /// <param name="members">Number m of members, at least 2.</param>
    /// <param name="seed">Seed of all that is drawn; another seed gives other members.</param>
    /// <param name="ensemble">Receives the states [m, steps, r], member by member; the caller's buffer.</param>
    /// <exception cref="ArgumentException">
    /// A length or a number does not fit, or the window holds a non-finite value (see
    /// <see cref="ForecastArguments.CheckEnsemble"/>, which every such model calls first).
    /// </exception>
    void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble);
}
