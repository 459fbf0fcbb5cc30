namespace Rom.Forecasting.Forecasts;

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
        // Times are sums of steps: a frame that misses the start by rounding alone counts as being at it. The rounding
        // errors of a sum are a share of its largest term, in whatever unit times are.
        double rounding = times.IsEmpty ? 0 : 1e-9 * Math.Max(Math.Abs(times[0]), Math.Abs(times[^1]));
        while (start < times.Length && times[start] < forecastStart - rounding) start++;
        return Math.Max(start, longestLag);
    }

    /// <summary>Returns the first forecast frame of a run, or its last frame where it ends before.</summary>
    /// <param name="times">Times of its frames, at least one.</param>
    /// <param name="forecastStart">The configured start of the forecast [time units].</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    /// <param name="steps">The number of its last frames that were forecast; null for what the start says.</param>
    public static int OfRun(ReadOnlySpan<double> times, double forecastStart, int longestLag, int? steps)
    {
        int start = steps is { } known ? times.Length - known : FrameOf(times, forecastStart, longestLag);
        return Math.Clamp(start, 0, times.Length - 1);
    }

    /// <summary>Returns the first forecast frame of a run that begins at time 0.</summary>
    /// <param name="timeStep">The time between frames; 0 where it is not known, and then the lag decides.</param>
    /// <param name="forecastStart">The configured start of the forecast [time units].</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static int FrameOf(double timeStep, double forecastStart, int longestLag) => timeStep > 0
        ? Math.Max(longestLag, (int)Math.Min(int.MaxValue / 2, Math.Ceiling((forecastStart / timeStep) - 1e-9)))
        : longestLag;
}
