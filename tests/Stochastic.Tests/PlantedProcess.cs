using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Stochastic.Tests;

/// <summary>
/// Runs of y_k = m + A (y_(k−1) − m) + e_k about m = (5, −3), a damped oscillation, with noise e of covariance Q.
/// </summary>
internal static class PlantedProcess
{
    public static readonly double[] Mean = [5, -3];

    /// <summary>A rotation of 0.3 rad, damped by 0.9.</summary>
    public static readonly double[] Matrix =
        [0.9 * Math.Cos(0.3), -0.9 * Math.Sin(0.3), 0.9 * Math.Sin(0.3), 0.9 * Math.Cos(0.3)];

    /// <summary>Q = L Lᵀ with L = ((0.4, 0), (0.1, 0.2)).</summary>
    public static readonly double[] Covariance = [0.16, 0.04, 0.04, 0.05];

    /// <summary>An amplitude e^(x/2), bounded: noise that grew with every state would have no stationary law.</summary>
    public static double Growing(double x) => Math.Exp(Math.Clamp(x, -1.5, 1.5) / 2);

    public static LatentDataset Data(
        int runs, int frames, ulong seed, Func<double, double>? amplitude = null, double colour = 0) =>
        new(2, 1, Runs(runs, frames, seed, amplitude, colour));

    /// <param name="runs">Their number.</param>
    /// <param name="frames">States of each.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="amplitude">Factor of the noise, a function of the first coordinate about its mean.</param>
    /// <param name="colour">The part of the noise that is kept from one step to the next.</param>
    public static double[][] Runs(
        int runs, int frames, ulong seed, Func<double, double>? amplitude = null, double colour = 0)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, runs).Select(_ =>
        {
            double x = random.NextGaussian(), y = random.NextGaussian(), ex = 0, ey = 0;
            var states = new double[2 * frames];
            for (int k = 0; k < frames; k++)
            {
                (states[2 * k], states[2 * k + 1]) = (Mean[0] + x, Mean[1] + y);
                double u = random.NextGaussian(), v = random.NextGaussian(), factor = amplitude?.Invoke(x) ?? 1;
                (ex, ey) = (colour * ex + factor * 0.4 * u, colour * ey + factor * (0.1 * u + 0.2 * v));
                (x, y) = (Matrix[0] * x + Matrix[1] * y + ex, Matrix[2] * x + Matrix[3] * y + ey);
            }
            return states;
        })];
    }
}
