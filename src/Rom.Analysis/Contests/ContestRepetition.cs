using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>One repetition of a contest: fresh instances of the contenders, warmed up and timed in rounds.</summary>
/// <param name="clock">The clock.</param>
internal sealed class ContestRepetition(TimeProvider clock)
{
    private const int MostCallsInBlock = 1 << 24;

    // Rounds between two evaluations of the intervals, whose time is not measured.
    private const int RoundsBetweenLooks = 10;

    // The code has settled when, this many times in a row, no block is shorter than the shortest before by more than
    // this share.
    private const double Settled = 0.02;
    private const int SettledBlocks = 5;
    private const int MostSettlingBlocks = 200;

    // The largest padding between two instances [bytes], so that the place of data in memory differs between
    // repetitions.
    private const int MostPadding = 4096;

    // Separates the random stream of memory layouts from that of the order of rounds.
    private const ulong LayoutStream = 0x6C61796F;

    private readonly BlockTimer timer = new(clock);

    /// <summary>Times contenders.</summary>
    /// <param name="contenders">The contenders; the first has a twin.</param>
    /// <param name="settings">Settings of the repetition.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    public ContestRounds Run(
        IReadOnlyList<Contender> contenders, ContestSettings settings, CancellationToken cancellation)
    {
        Contender[] entered = [.. contenders, contenders[0]];
        var layout = new RandomStream(RandomStream.DeriveSeed(settings.Seed, LayoutStream));
        // Created and compiled in an order of their own, so that the first in memory is not the same contender in every
        // repetition.
        int[] making = [.. new RoundOrder(entered.Length, layout.NextUInt64()).Next()];
        var calls = new Action[entered.Length];
        var padding = new List<byte[]>();
        foreach (int k in making)
        {
            padding.Add(new byte[layout.NextInt32(MostPadding)]);
            calls[k] = entered[k].Factory();
        }
        var rounds = Time(entered, calls, making, settings, cancellation);
        GC.KeepAlive(padding);
        return rounds;
    }

    private ContestRounds Time(
        Contender[] entered, Action[] calls, int[] making, ContestSettings settings, CancellationToken cancellation)
    {
        double reading = timer.ReadingSeconds();
        double shortest = Math.Max(settings.ShortestBlock.TotalSeconds, reading / settings.TimerShare);
        var blocks = new int[entered.Length];
        foreach (int k in making) blocks[k] = Calibrate(calls[k], shortest, cancellation);
        foreach (int k in making) WarmUp(calls[k], blocks[k], settings.WarmUp.TotalSeconds, cancellation);
        // Compiled code may be much faster than the code with which its blocks were calibrated.
        foreach (int k in making) blocks[k] = Math.Max(blocks[k], Calibrate(calls[k], shortest, cancellation));
        blocks[0] = blocks[^1] = Math.Max(blocks[0], blocks[^1]); // twins do the same work

        var order = new RoundOrder(entered.Length, settings.Seed);
        var rounds = new List<double[]>();
        var bytes = entered.Select(_ => new List<double>()).ToList();
        long start = timer.Now;
        string? stop = null;
        while (stop is null)
        {
            var seconds = new double[entered.Length];
            foreach (int k in order.Next())
            {
                cancellation.ThrowIfCancellationRequested();
                long before = GC.GetAllocatedBytesForCurrentThread();
                seconds[k] = timer.Time(calls[k], blocks[k]) / blocks[k];
                bytes[k].Add((double)(GC.GetAllocatedBytesForCurrentThread() - before) / blocks[k]);
            }
            rounds.Add(seconds);
            stop = rounds.Count >= settings.MaxRounds ? "rounds"
                : timer.SecondsSince(start) >= settings.TimeCap.TotalSeconds ? "time"
                : rounds.Count >= settings.MinRounds && rounds.Count % RoundsBetweenLooks == 0
                    && IsPrecise(rounds, settings) ? "precision"
                : null;
        }
        return new ContestRounds(
            [.. entered.Select(contender => contender.Name)], rounds, blocks,
            [.. bytes.Select(allocated => Median.UpperOfSorted([.. allocated.Order()]))], reading, stop);
    }

    // Two contenders of nearly equal speed need an interval that is short compared with the margin.
    private static bool IsPrecise(List<double[]> rounds, ContestSettings settings)
    {
        int contenders = rounds[0].Length;
        double margin = Math.Log(1 + settings.Margin);
        double far = Math.Log(1 + settings.Precision), near = Math.Min(far, settings.NearPrecision);
        for (int a = 0; a < contenders; a++)
        {
            for (int b = a + 1; b < contenders; b++)
            {
                double[] logs = [.. rounds.Select(round => Math.Log(round[b] / round[a]))];
                var interval = MedianInterval.Of(logs, settings.Confidence);
                double widest = interval.Low > margin || interval.High < -margin ? far : near;
                // Written so that times of zero, which have no ratio, are not precise.
                if (!(interval.High - interval.Median <= widest && interval.Median - interval.Low <= widest))
                    return false;
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
            double seconds = Math.Min(
                timer.Time(call, calls), Math.Min(timer.Time(call, calls), timer.Time(call, calls)));
            if (seconds >= shortest || calls >= MostCallsInBlock) return calls;
            // A little more than this block needs, without a large step after a block that was too short to measure.
            double factor = seconds > 0 ? 1.2 * shortest / seconds : 16;
            calls = (int)Math.Min(MostCallsInBlock, Math.Ceiling(calls * Math.Clamp(factor, 1.2, 16)));
        }
    }

    private void WarmUp(Action call, int calls, double least, CancellationToken cancellation)
    {
        double best = double.PositiveInfinity;
        long start = timer.Now;
        for (int block = 0, settled = 0; MustGoOn(block, settled); block++)
        {
            cancellation.ThrowIfCancellationRequested();
            double seconds = timer.Time(call, calls);
            settled = seconds < best * (1 - Settled) ? 0 : settled + 1;
            best = Math.Min(best, seconds);
        }

        bool MustGoOn(int block, int settled) =>
            timer.SecondsSince(start) < least || (block < MostSettlingBlocks && settled < SettledBlocks);
    }
}
