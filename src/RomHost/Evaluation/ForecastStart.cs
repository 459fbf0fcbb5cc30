namespace RomHost.Evaluation;

/// <summary>Where forecasts begin.</summary>
internal static class ForecastStart
{
    /// <summary>Returns the first forecast frame of a run.</summary>
    /// <param name="times">Times of its frames.</param>
    /// <param name="forecastStart">The configured start of the forecast [time units].</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static int FrameOf(ReadOnlySpan<double> times, double forecastStart, int longestLag)
    {
        int start = 0;
        // Times are sums of steps: a frame that misses the start by rounding alone counts as being at it.
        while (start < times.Length && times[start] < forecastStart - 1e-9 * Math.Max(1, Math.Abs(forecastStart)))
            start++;
        return Math.Max(start, longestLag);
    }
}
