using Rom.Analysis.Contests;
using Rom.Numerics.Statistics;

namespace Rom.Analysis.Energy;

/// <summary>
/// Measures the energy of a piece of work: in each round the process waits, then works for the same time, or for one
/// call that takes longer.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="wait">Keeps the machine idle for a time.</param>
public sealed class EnergyMeter(TimeProvider clock, Action<TimeSpan> wait)
{
    // Counters are updated once a millisecond: a part of a round has hundreds of updates.
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(0.2);

    // Six rounds are the fewest that give an interval of 95 %.
    private const int Rounds = 7;

    /// <summary>Measures the energy of a forecast.</summary>
    /// <param name="counter">The energy counter.</param>
    /// <param name="call">A forecast.</param>
    /// <param name="cancellation">Ends the work before the next part of a round.</param>
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
