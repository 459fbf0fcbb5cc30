namespace Rom.Analysis;

/// <summary>
/// Times blocks of calls: a sample is the mean time of a call in a block that is long against the clock's resolution
/// and against the reading of the clock.
/// </summary>
/// <param name="clock">Tells the time.</param>
internal sealed class BlockTimer(TimeProvider clock)
{
    // A thousand times what reading the clock takes, so that the reading's share of a sample is about 0.1 %.
    private const double ShortestBlock = 100e-6;

    // A block has at least this many of the clock's ticks, so that rounding to one is 1 % of a sample at the most.
    private const double FewestTicks = 100;

    // The runtime compiles a method anew after thirty calls and 100 ms without new code, with profiling twice: what is
    // timed before then is the compiler's first draft.
    private const double SettlingSeconds = 0.5;

    private const int MostSettlingCalls = 1 << 22;
    private const int MostCallsInBlock = 1 << 20;

    /// <summary>A block that lasts shorter is too short to be believed [s].</summary>
    public double ShortestSeconds { get; } = Math.Max(ShortestBlock, FewestTicks / clock.TimestampFrequency);

    /// <summary>Calls until the code has settled.</summary>
    /// <param name="call">What will be timed.</param>
    /// <param name="cancellation">Ends the work at the next call.</param>
    public void Settle(Action call, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        for (int i = 0; i < MostSettlingCalls && Since(start) < SettlingSeconds; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            call();
        }
    }

    /// <summary>Takes samples after warming up, in blocks that are doubled until they are long enough.</summary>
    /// <param name="call">What is timed.</param>
    /// <param name="settings">How many samples.</param>
    /// <param name="cancellation">Ends the work at the next sample.</param>
    /// <returns>Mean times of a call [s], and the calls in a block.</returns>
    public (double[] Seconds, int Calls) Sample(Action call, BenchmarkSettings settings, CancellationToken cancellation)
    {
        int calls = 1;
        while (calls < MostCallsInBlock && Time(call, calls, cancellation) < ShortestSeconds) calls *= 2;
        for (int i = 0; i < settings.Warmups; i++) Time(call, calls, cancellation);
        var samples = new double[settings.Trials];
        for (int i = 0; i < samples.Length; i++) samples[i] = Time(call, calls, cancellation) / calls;
        return (samples, calls);
    }

    private double Time(Action call, int calls, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long start = clock.GetTimestamp();
        for (int i = 0; i < calls; i++) call();
        return Since(start);
    }

    // Not TimeProvider.GetElapsedTime, which rounds to a TimeSpan's 100 ns.
    private double Since(long start) => (clock.GetTimestamp() - start) / (double)clock.TimestampFrequency;
}
