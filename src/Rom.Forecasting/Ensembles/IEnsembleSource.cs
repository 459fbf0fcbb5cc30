namespace Rom.Forecasting.Ensembles;

/// <summary>Forecasts the members of an ensemble: possible futures of a window. Thread-safe.</summary>
internal interface IEnsembleSource
{
    /// <summary>Forecasts members, which are a function of the arguments.</summary>
    /// <param name="window">The last w true states [w, r], oldest first, finite.</param>
    /// <param name="steps">Number of states to forecast, at least 1.</param>
    /// <param name="members">Number m of members, at least 2.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="ensemble">
    /// Receives the states [m, steps, r], member by member; not finite from where a member overflows.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A length or a number does not fit, or the window holds a non-finite value.
    /// </exception>
    void Forecast(ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble);
}
