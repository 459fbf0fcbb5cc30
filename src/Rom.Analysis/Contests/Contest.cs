namespace Rom.Analysis.Contests;

/// <summary>
/// Times contenders in paired rounds: in each round every contender's block of calls is timed once, in an order that changes from
/// round to round, so that whatever slows the machine down slows all of them alike. The first contender stands against itself too: what
/// that shows is the resolution of the measurement.
/// </summary>
/// <param name="clock">Tells the time.</param>
public sealed class Contest(TimeProvider clock)
{
    private const int MostCallsInBlock = 1 << 24;

    // Between two looks at the intervals, which cost time that is not measured.
    private const int RoundsBetweenLooks = 10;

    // The code has settled when no block is shorter than the shortest before by more than this, so often in a row.
    private const double Settled = 0.02;
    private const int SettledBlocks = 5;
    private const int MostSettlingBlocks = 200;

    /// <summary>Times contenders.</summary>
    /// <param name="contenders">At least one; names differ.</param>
    /// <param name="settings">How long and how well.</param>
    /// <param name="cancellation">Ends it at the next block.</param>
    /// <exception cref="ArgumentException">There is no contender, or two have one name.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ContestRounds Run(IReadOnlyList<Contender> contenders, ContestSettings settings, CancellationToken cancellation = default)
    {
        if (contenders.Count == 0) throw new ArgumentException("expected at least one contender, found none", nameof(contenders));
        if (contenders.Select(contender => contender.Name).Distinct().Count() < contenders.Count)
            throw new ArgumentException("expected contenders of different names", nameof(contenders));
        IReadOnlyList<Contender> entered = [.. contenders, contenders[0]];
        double timer = TimerSeconds();
        double shortest = Math.Max(settings.ShortestBlock.TotalSeconds, timer / settings.TimerShare);
        int[] calls = [.. contenders.Select(contender => Calibrate(contender.Call, shortest, cancellation))];
        calls = [.. calls, calls[0]];
        for (int k = 0; k < contenders.Count; k++) WarmUp(contenders[k].Call, calls[k], settings.WarmUp.TotalSeconds, cancellation);
        // Compiled code may be faster by far than what its blocks were calibrated with.
        for (int k = 0; k < contenders.Count; k++) calls[k] = Math.Max(calls[k], Calibrate(contenders[k].Call, shortest, cancellation));
        calls[^1] = calls[0];

        var order = new RoundOrder(entered.Count, settings.Seed);
        var rounds = new List<double[]>();
        var bytes = entered.Select(_ => new List<double>()).ToList();
        long start = clock.GetTimestamp();
        string? stop = null;
        while (stop is null)
        {
            var seconds = new double[entered.Count];
            foreach (int k in order.Next())
            {
                cancellation.ThrowIfCancellationRequested();
                long before = GC.GetAllocatedBytesForCurrentThread();
                seconds[k] = Time(entered[k].Call, calls[k]) / calls[k];
                bytes[k].Add((double)(GC.GetAllocatedBytesForCurrentThread() - before) / calls[k]);
            }
            rounds.Add(seconds);
            stop = rounds.Count >= settings.MaxRounds ? "rounds"
                : Since(start) >= settings.TimeCap.TotalSeconds ? "time"
                : rounds.Count >= settings.MinRounds && rounds.Count % RoundsBetweenLooks == 0 && IsPrecise(rounds, settings) ? "precision"
                : null;
        }
        return new ContestRounds(
            [.. entered.Select(contender => contender.Name)], rounds, calls,
            [.. bytes.Select(allocated => allocated.Order().ElementAt(allocated.Count / 2))], timer, stop);
    }

    // Two that are near to each other are told apart, or called equivalent, only by an interval that is short against the margin.
    private static bool IsPrecise(List<double[]> rounds, ContestSettings settings)
    {
        int contenders = rounds[0].Length;
        double margin = Math.Log(1 + settings.Margin), far = Math.Log(1 + settings.Precision), near = Math.Min(far, margin / 3);
        for (int a = 0; a < contenders; a++)
        {
            for (int b = a + 1; b < contenders; b++)
            {
                double[] logs = [.. rounds.Select(round => Math.Log(round[b] / round[a]))];
                var interval = MedianInterval.Of(logs, settings.Confidence);
                double widest = interval.Low > margin || interval.High < -margin ? far : near;
                if (interval.High - interval.Median > widest || interval.Median - interval.Low > widest) return false;
            }
        }
        return true;
    }

    private int Calibrate(Action call, double shortest, CancellationToken cancellation)
    {
        int calls = 1;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            // The shortest of several: a first call is compiled, and others are disturbed.
            double seconds = Math.Min(Time(call, calls), Math.Min(Time(call, calls), Time(call, calls)));
            if (seconds >= shortest || calls >= MostCallsInBlock) return calls;
            // A little more than what this block asks for; but no leap on the word of one that was too short to tell.
            double factor = seconds > 0 ? 1.2 * shortest / seconds : 16;
            calls = (int)Math.Min(MostCallsInBlock, Math.Ceiling(calls * Math.Clamp(factor, 1.2, 16)));
        }
    }

    private void WarmUp(Action call, int calls, double least, CancellationToken cancellation)
    {
        double best = double.PositiveInfinity;
        long start = clock.GetTimestamp();
        for (int block = 0, settled = 0; Since(start) < least || (block < MostSettlingBlocks && settled < SettledBlocks); block++)
        {
            cancellation.ThrowIfCancellationRequested();
            double seconds = Time(call, calls);
            settled = seconds < best * (1 - Settled) ? 0 : settled + 1;
            best = Math.Min(best, seconds);
        }
    }

    private double Time(Action call, int calls)
    {
        long start = clock.GetTimestamp();
        for (int i = 0; i < calls; i++) call();
        return Since(start);
    }

    // The shortest of many: what disturbs a reading makes it longer. A clock of coarse ticks shows no more than a tick.
    private double TimerSeconds()
    {
        double shortest = double.PositiveInfinity;
        for (int i = 0; i < 1000; i++) shortest = Math.Min(shortest, Since(clock.GetTimestamp()));
        return Math.Max(shortest, 1.0 / clock.TimestampFrequency);
    }

    private double Since(long start) => (clock.GetTimestamp() - start) / (double)clock.TimestampFrequency;
}
