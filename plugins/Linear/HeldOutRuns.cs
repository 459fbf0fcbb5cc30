using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Linear;

/// <summary>
/// Judges coefficients by closed-loop forecasts of whole runs that the training does not use: from a run's first window
/// to its end.
/// </summary>
/// <param name="runs">Standardised runs.</param>
/// <param name="heldOut">The runs to forecast.</param>
/// <param name="lag">Lag w.</param>
/// <param name="weights">ω [r].</param>
internal sealed class HeldOutRuns(StandardisedTrajectories runs, int[] heldOut, int lag, double[] weights)
{
    private double[] forecast = [];

    /// <summary>
    /// Computes Σ ω_i (ẑ_i − z_i)² / Σ ω_i z_i²: 1 is the error of the mean state of the training data.
    /// </summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="mean">m [r].</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The error; 0 where nothing varies and the forecasts are right.</returns>
    public double Error(double[] coefficients, double[] mean, CancellationToken cancellation)
    {
        int r = weights.Length;
        var map = new AffineMap(coefficients, LinearRecursion.Intercept(coefficients, mean));
        double error = 0, total = 0;
        foreach (int run in heldOut)
        {
            cancellation.ThrowIfCancellationRequested();
            int steps = runs.Length(run) - lag;
            if (forecast.Length < steps * r) forecast = new double[steps * r];
            var states = forecast.AsSpan(0, steps * r);
            Recursion.Forecast(map, runs.States(run, 0, lag), states);
            var truth = runs.States(run, lag, steps);
            for (int i = 0; i < states.Length; i++)
            {
                double difference = states[i] - truth[i];
                error += weights[i % r] * difference * difference;
                total += weights[i % r] * truth[i] * truth[i];
            }
        }
        return error == 0 ? 0 : error / total;
    }
}
