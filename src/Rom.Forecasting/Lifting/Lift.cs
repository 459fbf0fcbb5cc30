namespace Rom.Forecasting.Lifting;

/// <summary>What a forecast state is lifted to.</summary>
public enum Lift
{
    /// <summary>The density of that state.</summary>
    State,

    /// <summary>
    /// The mean of the densities that the forecast leaves possible. With the transforms <c>sqrt</c> and <c>log</c> it
    /// lies above the density of the mean state, by the variance that the model's forecasts leave. That is measured on
    /// a fifth of the training runs, which the model, trained once more, has not seen.
    /// </summary>
    Expectation,
}
