using Rom.Analysis.Contests;
using Rom.Numerics.Statistics;

namespace Rom.Analysis.Energy;

/// <summary>Measures the energy of a piece of work: in each round the process waits, then works for as long, or for one call that takes longer.</summary>
/// <param name="clock">Tells the time.</param>
/// <param name="wait">Lets the machine be idle for so long.</param>
public sealed class EnergyMeter(TimeProvider clock, Action<TimeSpan> wait)
{
    // Counters move once a millisecond: a part of a round has hundreds of them.
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(0.2);

    // Six are the fewest that give an interval of 95 %.
    private const int Rounds = 7;

    /// <summary>Measures.</summary>
    /// <param name="counter">Counts energy.</param>
    /// <param name="call">A forecast.</param>
    /// <param name="cancellation">Ends it at the next part of a round.</param>
    public EnergyCost Measure(EnergyCounter counter, Action call, CancellationToken cancellation = default)
    {
        var (watts, joules) = (new double[Rounds], new double[Rounds]);
        call();
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (idle, idleSeconds) = Over(counter, () => wait(Part));
            watts[round] = idle / idleSeconds;
            cancellation.ThrowIfCancellationRequested();
            long calls = 0;
            var (work, seconds) = Over(counter, () =>
            {
                long start = clock.GetTimestamp();
                do
                {
                    call();
                    calls++;
                }
                while (clock.GetElapsedTime(start) < Part);
            });
            joules[round] = (work - watts[round] * seconds) / calls;
        }
        var interval = MedianInterval.Of(joules, 0.95);
        return new EnergyCost("ok", null, Median.Of(watts), interval.Median, interval.Low, interval.High);
    }

    private (double Joules, double Seconds) Over(EnergyCounter counter, Action work)
    {
        double before = counter.Read();
        long start = clock.GetTimestamp();
        work();
        double seconds = clock.GetElapsedTime(start).TotalSeconds;
        return (counter.Read() - before, seconds);
    }
}
