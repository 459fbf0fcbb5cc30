namespace Rom.Analysis;

/// <summary>
/// Times blocks of calls: the mean time of a call in a block that is long against the clock's resolution and against
/// the reading of the clock. Profiles, comparisons and the benchmarks beside peers all time with it.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class BlockTimer(TimeProvider clock)
{
    // A thousand times the time for reading the clock, so that the reading's share of a sample is about 0.1 %.
    private const double ShortestBlock = 100e-6;

    // A block has at least this many clock ticks, so that rounding to one tick is at most 1 % of a sample.
    private const double FewestTicks = 100;

    private const int Readings = 1000;

    /// <summary>The duration below which a block is too short to be reliable [s].</summary>
    public double ShortestSeconds { get; } = Math.Max(ShortestBlock, FewestTicks / clock.TimestampFrequency);

    /// <summary>Times a block.</summary>
    /// <param name="call">The timed call.</param>
    /// <param name="calls">Calls in the block.</param>
    /// <returns>Time of the whole block [s].</returns>
    public double Time(Action call, int calls)
    {
        long start = clock.GetTimestamp();
        for (int i = 0; i < calls; i++) call();
        return SecondsSince(start);
    }

    /// <summary>Doubles the calls of a block until it is long enough.</summary>
    /// <param name="call">The timed call.</param>
    /// <param name="shortest">The shortest block [s].</param>
    /// <param name="most">Calls at which it is long enough in any case.</param>
    /// <param name="cancellation">Ends the work at the next block.</param>
    /// <returns>Calls in a block.</returns>
    public int CallsFor(Action call, double shortest, int most, CancellationToken cancellation)
    {
        int calls = 1;
        while (calls < most)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Time(call, calls) >= shortest) break;
            calls *= 2;
        }
        return calls;
    }

    /// <summary>The time that reading the clock takes [s], a tick at least.</summary>
    public double ReadingSeconds()
    {
        // The shortest of many: what disturbs a reading makes it longer. A clock of coarse ticks shows no more than a
        // tick.
        double shortest = double.PositiveInfinity;
        for (int i = 0; i < Readings; i++) shortest = Math.Min(shortest, SecondsSince(clock.GetTimestamp()));
        return Math.Max(shortest, 1.0 / clock.TimestampFrequency);
    }

    /// <summary>The present moment, for <see cref="SecondsSince"/>.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>The time that has passed [s].</summary>
    /// <param name="start">A value of <see cref="Now"/>.</param>
    // Not TimeProvider.GetElapsedTime, which rounds to a TimeSpan's 100 ns.
    public double SecondsSince(long start) => (clock.GetTimestamp() - start) / (double)clock.TimestampFrequency;
}
