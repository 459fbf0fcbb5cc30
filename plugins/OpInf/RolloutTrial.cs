using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// Forecasts runs in closed loop, from their first windows for twice the frames of the longest run: a map that
/// leaves the range is rejected, as in operator inference whose regularisation is chosen by its forecasts within a
/// bound (McQuarrie, Huang and Willcox, J. R. Soc. N. Z. 51, 2021).
/// </summary>
/// <param name="runs">Standardised runs.</param>
/// <param name="features">The features.</param>
/// <param name="range">The range within which states stay.</param>
/// <param name="tried">The runs that are forecast, each longer than the lag; at least one.</param>
internal sealed class RolloutTrial(
    StandardisedTrajectories runs, QuadraticFeatures features, ColumnRange range, int[] tried)
{
    // Runs beyond are skipped evenly: a map that leaves the range does it from many windows.
    private const int MostRuns = 100;

    /// <summary>
    /// Computes Σ ω_i (ẑ_i − z_i)² / Σ ω_i z_i² over the frames of the runs, ω the variance of each coordinate.
    /// </summary>
    /// <param name="map">From features to the next state.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The error; infinite where a forecast leaves the range.</returns>
    public double Error(AffineMap map, CancellationToken cancellation)
    {
        int r = features.Dimension, width = features.LinearCount;
        var (errors, totals) = (new double[r], new double[r]);
        int steps = 2 * tried.Max(runs.Length), count = Math.Min(tried.Length, MostRuns);
        var (x, next) = (new double[features.Count], new double[r]);
        for (int k = 0; k < count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            int run = tried[(int)((long)k * tried.Length / count)], frames = runs.Length(run) - features.Lag;
            runs.States(run, 0, features.Lag).CopyTo(x);
            for (int step = 0; step < steps; step++)
            {
                features.FillProducts(x);
                map.Apply(x, next);
                if (!range.Contains(next)) return double.PositiveInfinity;
                x.AsSpan(r, width - r).CopyTo(x);
                next.CopyTo(x.AsSpan(width - r));
                if (step >= frames) continue;
                var truth = runs.States(run, features.Lag + step, 1);
                for (int i = 0; i < r; i++)
                {
                    double difference = next[i] - truth[i];
                    errors[i] += difference * difference;
                    totals[i] += truth[i] * truth[i];
                }
            }
        }
        return Share(errors, totals);
    }

    // The scale of a constant coordinate is no deviation: it has no share.
    private double Share(double[] errors, double[] totals)
    {
        var scale = runs.Units.Scale;
        double largest = 0, error = 0, total = 0;
        for (int i = 0; i < totals.Length; i++) largest = totals[i] > 0 ? Math.Max(largest, scale[i]) : largest;
        for (int i = 0; i < totals.Length; i++)
        {
            double weight = totals[i] > 0 ? Math.Pow(scale[i] / largest, 2) : 0;
            error += weight * errors[i];
            total += weight * totals[i];
        }
        return total > 0 ? error / total : 0;
    }
}
