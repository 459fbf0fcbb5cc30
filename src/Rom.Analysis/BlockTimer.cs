namespace Rom.Analysis;

/// <summary>
/// Times blocks of calls: a sample is the mean time of a call in a block that is long enough for the timer's resolution and
/// for the call that reads it.
/// </summary>
/// <param name="clock">Tells the time.</param>
internal sealed class BlockTimer(TimeProvider clock)
{
    /// <summary>
    /// A block lasts at least this long [s]: a thousand times what reading the clock takes, so that the reading's share of
    /// a sample is about 0.1 %.
    /// </summary>
    private const double ShortestBlock = 20e-6;

    private const int MostCalls = 1 << 20;

    /// <summary>How many calls make a block long enough: doubled until one is.</summary>
    /// <param name="call">What is timed.</param>
    public int Calibrate(Action call)
    {
        int calls = 1;
        while (calls < MostCalls && Time(call, calls) * calls < ShortestBlock) calls *= 2;
        return calls;
    }

    /// <summary>Mean time of a call in one block [s].</summary>
    /// <param name="call">What is timed.</param>
    /// <param name="calls">Calls in the block.</param>
    public double Time(Action call, int calls)
    {
        long start = clock.GetTimestamp();
        for (int i = 0; i < calls; i++) call();
        return clock.GetElapsedTime(start).TotalSeconds / calls;
    }

    /// <summary>Takes samples after warming up.</summary>
    /// <param name="call">What is timed.</param>
    /// <param name="calls">Calls in a block.</param>
    /// <param name="settings">How many samples.</param>
    /// <param name="cancellation">Ends the work at the next sample.</param>
    public double[] Sample(Action call, int calls, BenchmarkSettings settings, CancellationToken cancellation)
    {
        for (int i = 0; i < settings.Warmups; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Time(call, calls);
        }
        var samples = new double[settings.Trials];
        for (int i = 0; i < samples.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            samples[i] = Time(call, calls);
        }
        return samples;
    }
}
