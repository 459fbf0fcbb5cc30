namespace Rom.Analysis;

/// <summary>Takes the samples of a profile: blocks of one kind of call, one after the other.</summary>
/// <param name="timer">Times the blocks.</param>
internal sealed class ProfileTimer(BlockTimer timer)
{
    // The runtime compiles a method anew after thirty calls and 100 ms without new code, with profiling twice: what is
    // timed before then is the compiler's first draft.
    private const double SettlingSeconds = 0.5;

    private const int MostSettlingCalls = 1 << 22;
    private const int MostCallsInBlock = 1 << 20;

    /// <summary>Calls until the code has settled.</summary>
    /// <param name="call">The call to be timed.</param>
    /// <param name="cancellation">Ends the work at the next call.</param>
    public void Settle(Action call, CancellationToken cancellation)
    {
        long start = timer.Now;
        for (int i = 0; i < MostSettlingCalls && timer.SecondsSince(start) < SettlingSeconds; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            call();
        }
    }

    /// <summary>Takes samples after warming up, in blocks that are doubled until they are long enough.</summary>
    /// <param name="call">The timed call.</param>
    /// <param name="settings">The number of samples.</param>
    /// <param name="cancellation">Ends the work at the next sample.</param>
    /// <returns>Mean times of a call [s], and the calls in a block.</returns>
    public (double[] Seconds, int Calls) Sample(Action call, BenchmarkSettings settings, CancellationToken cancellation)
    {
        int calls = timer.CallsFor(call, timer.ShortestSeconds, MostCallsInBlock, cancellation);
        for (int i = 0; i < settings.Warmups; i++) Block();
        var samples = new double[settings.Trials];
        for (int i = 0; i < samples.Length; i++) samples[i] = Block() / calls;
        return (samples, calls);

        double Block()
        {
            cancellation.ThrowIfCancellationRequested();
            return timer.Time(call, calls);
        }
    }
}
