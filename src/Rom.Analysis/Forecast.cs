namespace Rom.Analysis;

/// <summary>Forecasts in closed loop from a window into the caller's buffer.</summary>
/// <param name="window">The last states [w, r], oldest first.</param>
/// <param name="steps">Number of states to forecast.</param>
/// <param name="forecast">Receives the states [steps, r].</param>
public delegate void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast);
