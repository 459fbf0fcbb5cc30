using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// Tries the rules for the end of closed loops as if trajectories ended at half of the horizon: what follows there is
/// known.
/// </summary>
/// <remarks>
/// The loop goes on well for a while after half a horizon, and this shows little about times that are many horizons
/// away. So another rule than the tail needs an error that is smaller by a fifth: where motion is regular, the loop has
/// a small part of it; where nothing of the start is remembered, the climatology has.
/// </remarks>
/// <param name="trajectories">The trajectories.</param>
/// <param name="lag">States of a window.</param>
/// <param name="horizon">The horizon.</param>
internal sealed class ClosedLoopTrial(Trajectories trajectories, int lag, int horizon)
{
    private const int MostTrajectories = 100;
    private const double Advantage = 0.8;

    // The square of some units of rounding of a value near 1: a mean of equal values has such an error.
    private const double Rounding = 1e-28;

    /// <summary>Chooses a rule by the squared errors after half of the horizon.</summary>
    /// <param name="loop">Forecasts in closed loop.</param>
    /// <param name="cancellation">Ends the choice.</param>
    public ClosedLoopRule Choose(ClosedLoopForecast loop, CancellationToken cancellation)
    {
        int half = horizon / 2, r = trajectories.Dimension;
        int[] lengths = trajectories.Lengths();
        int[] tried = [.. Enumerable.Range(0, lengths.Length).Where(t => lengths[t] > lag + half)];
        if (half == 0 || tried.Length == 0) return ClosedLoopRule.Tail;
        var ends = new LastQuarters(trajectories);
        double unit = Magnitude.PowerOfTwoScale(tried.Max(t => Magnitude.Largest(trajectories.At(t))));
        double tail = 0, climatology = 0, goingOn = 0;
        var (held, mean) = (new double[r], new double[r]);
        int count = Math.Min(tried.Length, MostTrajectories);
        for (int k = 0; k < count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            int t = tried[(int)((long)k * tried.Length / count)], steps = Math.Min(horizon, lengths[t] - lag);
            var states = trajectories.At(t);
            var forecast = new double[steps * r];
            loop(states[..(lag * r)], forecast);
            LastQuarter.WriteMean(forecast.AsSpan(0, half * r), held);
            bool hasOthers = ends.TryMeanWithout(t, mean);
            for (int start = half * r; start < forecast.Length; start += r)
            {
                var truth = states.Slice((lag * r) + start, r);
                goingOn += Error(forecast.AsSpan(start, r), truth, unit);
                tail += Error(held, truth, unit);
                climatology += hasOthers ? Error(mean, truth, unit) : double.PositiveInfinity;
            }
        }
        // A loop that overflows has an error that is no number, as its tail has.
        var best = climatology < goingOn || double.IsNaN(goingOn)
            ? (Rule: ClosedLoopRule.Climatology, Error: climatology)
            : (Rule: ClosedLoopRule.Continue, Error: goingOn);
        return tail <= (best.Error / Advantage) + (Rounding * count * (horizon - half) * r)
            ? ClosedLoopRule.Tail
            : best.Rule;
    }

    private static double Error(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double unit)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (a[i] * unit) - (b[i] * unit);
            sum += difference * difference;
        }
        return sum;
    }
}
