using Rom.Numerics.Statistics;

namespace Rom.Analysis;

/// <summary>
/// Statistics of timed samples [s]; NaN, written as null, where there are none. A sample is the mean time of a call in
/// a block of calls, so that even short calls give blocks that are long compared with the clock's resolution.
/// </summary>
/// <param name="MeanSeconds">Mean.</param>
/// <param name="StdSeconds">Standard deviation of the population.</param>
/// <param name="MinSeconds">Smallest.</param>
/// <param name="MaxSeconds">Largest.</param>
/// <param name="MedianSeconds">Median.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="CallsPerSample">Calls in a block.</param>
public sealed record TimingSamples(
    double MeanSeconds, double StdSeconds, double MinSeconds, double MaxSeconds, double MedianSeconds, int Samples,
    int CallsPerSample)
{
    /// <summary>Statistics of no samples.</summary>
    public static TimingSamples None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, 0);

    /// <summary>Computes the statistics of samples.</summary>
    /// <param name="seconds">At least one sample.</param>
    /// <param name="callsPerSample">Calls in a block.</param>
    public static TimingSamples Of(ReadOnlySpan<double> seconds, int callsPerSample)
    {
        var statistics = SampleStatistics.Of(seconds);
        return new(
            statistics.Mean, statistics.StandardDeviation, statistics.Min, statistics.Max, statistics.Median,
            seconds.Length, callsPerSample);
    }
}
