namespace Rom.Numerics.TimeSeries;

/// <summary>Forecasts in closed loop: each state is fed back as the newest of the next window.</summary>
/// <param name="window">The window [lag, dimension], the oldest state first.</param>
/// <param name="states">Receives the next states [steps, dimension].</param>
public delegate void ClosedLoopForecast(ReadOnlySpan<double> window, Span<double> states);
