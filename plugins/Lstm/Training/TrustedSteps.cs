using Rom.Numerics.TimeSeries;

namespace Lstm.Training;

/// <summary>
/// How long closed loops are better than the climatology, by the validation runs: a network with good single steps can
/// drift far from every state that it was taught.
/// </summary>
internal static class TrustedSteps
{
    // As for the rules of ClosedLoopTrial: less than a fifth is within what other runs would have shown.
    private const double Advantage = 0.8;

    /// <summary>
    /// Computes the number of steps after which the climatology follows with the least squared error over the
    /// validation runs, from their first windows to their ends, in the units of the data.
    /// </summary>
    /// <param name="data">All runs.</param>
    /// <param name="validation">The validation runs, each longer than a window.</param>
    /// <param name="lag">States of a window.</param>
    /// <param name="climatology">The mean state [r].</param>
    /// <param name="loop">Forecasts in closed loop.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The steps, at least 1; null where the loop to the end has not more than 5/4 of that error.</returns>
    public static int? Of(
        Trajectories data, IReadOnlyList<int> validation, int lag, ReadOnlySpan<double> climatology,
        ClosedLoopForecast loop, CancellationToken cancellation)
    {
        int r = data.Dimension;
        int longest = validation.Max(run => data.At(run).Length / r) - lag;
        double[] ofLoop = new double[longest], ofClimatology = new double[longest];
        foreach (int run in validation)
        {
            cancellation.ThrowIfCancellationRequested();
            var states = data.At(run);
            var forecast = new double[states.Length - (lag * r)];
            loop(states[..(lag * r)], forecast);
            for (int start = 0; start < forecast.Length; start += r)
            {
                var truth = states.Slice((lag * r) + start, r);
                ofLoop[start / r] += SquaredError(forecast.AsSpan(start, r), truth);
                ofClimatology[start / r] += SquaredError(climatology, truth);
            }
        }
        // error(h) = Σ_{k<h} loop_k + Σ_{k≥h} climatology_k
        double error = ofClimatology.Sum(), least = double.PositiveInfinity;
        int steps = 0;
        for (int h = 0; h < longest; h++)
        {
            error += ofLoop[h] - ofClimatology[h];
            if (!(error < least)) continue;
            (steps, least) = (h + 1, error);
        }
        double whole = ofLoop.Sum();
        return steps > 0 && least < Advantage * whole ? steps : null;
    }

    // A loop that overflows is no forecast: its error is infinite.
    private static double SquaredError(ReadOnlySpan<double> forecast, ReadOnlySpan<double> truth)
    {
        double sum = 0;
        for (int i = 0; i < truth.Length; i++) sum += (forecast[i] - truth[i]) * (forecast[i] - truth[i]);
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }
}
