namespace Rom.Abstractions;

/// <summary>
/// Checks the arguments of <see cref="IRomModel.Forecast"/> and <see cref="IEnsembleForecaster.ForecastEnsemble"/>.
/// </summary>
public static class ForecastArguments
{
    /// <summary>Refuses arguments that do not fit a model.</summary>
    /// <param name="model">The model, which gives the lag and the latent dimension.</param>
    /// <param name="window">The window [w, r].</param>
    /// <param name="steps">Number of states to forecast.</param>
    /// <param name="forecast">The caller's buffer [steps, r].</param>
    /// <exception cref="ArgumentException">A length does not fit, or the window holds a non-finite value.</exception>
    public static void Check(IRomModel model, ReadOnlySpan<double> window, int steps, ReadOnlySpan<double> forecast)
    {
        int r = model.LatentDimension;
        CheckWindow(model, r, window, steps);
        if (forecast.Length != (long)steps * r)
            throw new ArgumentException(
                $"expected a buffer of {steps} × {r} values, found {forecast.Length}", nameof(forecast));
    }

    /// <summary>Refuses arguments of an ensemble that do not fit a model.</summary>
    /// <param name="model">The model, which gives the lag and the latent dimension.</param>
    /// <param name="window">The window [w, r].</param>
    /// <param name="steps">Number of states to forecast.</param>
    /// <param name="members">Number m of members.</param>
    /// <param name="ensemble">The caller's buffer [m, steps, r].</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, there are fewer than two members, or the window holds a non-finite value.
    /// </exception>
    public static void CheckEnsemble(
        IRomModel model, ReadOnlySpan<double> window, int steps, int members, ReadOnlySpan<double> ensemble)
    {
        int r = model.LatentDimension;
        CheckWindow(model, r, window, steps);
        if (members < 2)
            throw new ArgumentException($"expected at least two members, found {members}", nameof(members));
        if (ensemble.Length != (Int128)members * steps * r)
            throw new ArgumentException(
                $"expected a buffer of {members} × {steps} × {r} values, found {ensemble.Length}", nameof(ensemble));
    }

    private static void CheckWindow(IRomModel model, int r, ReadOnlySpan<double> window, int steps)
    {
        if (window.Length != model.Lag * r)
            throw new ArgumentException(
                $"expected a window of {model.Lag} × {r} values, found {window.Length}", nameof(window));
        if (steps < 1) throw new ArgumentException($"expected at least one step, found {steps}", nameof(steps));
        foreach (double value in window)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"expected finite values, found {value}", nameof(window));
        }
    }
}
