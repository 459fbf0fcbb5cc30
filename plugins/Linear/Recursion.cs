using Rom.Numerics.LinearAlgebra;

namespace Linear;

/// <summary>The closed loop: each state is fed back as the newest of the next window.</summary>
internal static class Recursion
{
    /// <summary>Forecasts states.</summary>
    /// <param name="map">From a window to the next state.</param>
    /// <param name="window">The window [w, r], oldest first.</param>
    /// <param name="forecast">Receives the states [steps, r].</param>
    public static void Forecast(AffineMap map, ReadOnlySpan<double> window, Span<double> forecast)
    {
        int r = map.Outputs;
        for (int at = 0; at < forecast.Length; at += r)
        {
            // The newest states are forecasts, the older ones still belong to the window.
            int known = Math.Min(at, window.Length);
            map.Apply(window[known..], forecast.Slice(at - known, known), forecast.Slice(at, r));
        }
    }
}
